"""What is tried first: names and numbers that are no time, lengths written as fractions, and what cannot be read."""

import re
from typing import Any

from bot.rules.when.item import Item
from bot.rules.when.rule import Clock, Rules, is_literal, letters_of, number_of, words_of

rules = Rules()


@rules(r"[lioyup]d?B|B[iop]*(?:U\.?n|M|d?[WPQ])|B")
def _unsupported(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """Exceptions, and moveable feasts; "julefrokost", "ferie" beside a date may be a title."""
    first = items[match.start()]
    if first.text in {"utc", "gmt"} and _offset(items, match.end()):
        return None  # "(UTC+01:00)" beside what an invitation says
    if first.letter == "B" and first.value == "holiday":
        return ("holiday", first.text) if match.end() - match.start() == 1 else None
    return "unsupported", words_of(items, match)


def _offset(items: list[Item], at: int) -> bool:
    return "".join(item.letter for item in items[at : at + 4]) == "+n:n"


@rules(r"(?:(?:(?:k\.?|[ipo]?d?U\.?)?n|n\.?M|n[/.]n)-_|W\._)")
def _name(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "uge 40-gruppen", "17. mai-komiteen", "Apgar 9/10-case": a number or a day within a name."""
    mark, word = items[match.end() - 2], items[match.end() - 1]
    named = mark.glued and word.glued and word.text.isalpha() and len(word.text) > 2 and word.text not in _ABOUT
    return ("noise", None) if named else None


@rules(r"[ut]?[nNt](?:-n)?@|n-U|U-n(?=_)")
def _so_many(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "til 8 personer"; "6-ugers kontrol", "week-12 visit"."""
    number, unit = items[match.start()], items[match.end() - 1]
    after = items[match.end()].text if match.end() < len(items) else ""
    if letters_of(items, match) == "n-U" and unit.value in {"minute", "hour"} and after in _EVENTS:  # "90-minute session"
        return "lasting", number_of(number) * (60 if unit.value == "hour" else 1)
    return ("noise", None) if unit.letter == "@" or unit.glued else None


_EVENTS = frozenset(["session", "workshop", "samtale", "møde", "møte", "meeting", "undervisning", "oplæg", "kursus", "kurs", "seminar", "slot"])


@rules(r"[oi]?n[./,]nU")
def _fraction(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "om 3/4 time", "in 2.5 hours"."""
    over, mark, under, unit = items[match.end() - 4 : match.end()]
    size = {"hour": 60, "minute": 1}.get(str(unit.value))
    if size is None or not mark.glued or not under.glued or (mark.letter == "/" and not 0 < number_of(over) < number_of(under) <= 4):
        return None
    share = number_of(over) / number_of(under) if mark.letter == "/" else float(f"{over.text}.{under.text}")
    first = items[match.start()]
    later = first.letter == "o" or (first.letter == "i" and first.text == "in")
    return "in minutes" if later else "lasting", round(share * size)


_ABOUT = {"tiden", "tida", "ish"}


@rules(r"k?\.?n-_")
def _or_so(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "ved 10-tiden", "kl 14-ish"."""
    number = items[match.end() - 3]
    about = items[match.end() - 1].text in _ABOUT and len(number.text) <= 2
    return ("clock", Clock(number_of(number), 0, is_literal(number))) if about else None


@rules(r"[nNt]U_")
def _each(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "10 min pr patient"."""
    return ("noise", None) if items[match.end() - 1].text in {"pr", "per"} else None


@rules(r"_-?[U_k]")
def _elsewhere(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "London time", "finsk tid": an hour of another zone."""
    zone, word = items[match.start()].text, items[match.end() - 1].text
    return ("unsupported", words_of(items, match)) if word in {"time", "tid"} and zone in _ZONES else None


_ZONES = frozenset(
    [
        *(
            "london",
            "helsinki",
            "boston",
            "york",
            "paris",
            "berlin",
            "tokyo",
            "delhi",
            "moskva",
            "moscow",
            "reykjavik",
            "lisbon",
            "lissabon",
            "athens",
        ),
        *("finsk", "amerikansk", "engelsk", "britisk", "islandsk", "indisk", "kinesisk", "japansk", "finnish", "american", "british"),
        *("pacific", "eastern"),
    ]
)


@rules(r"_[WPI]|NI|n_(?=[WPQ])|O[nNt][PQ]|EfW&W|HE&E|dU(?=_)|dUv|p_|[nNt]Uf(?![WQT])|[nNt]P\^|_M|hNU\^|[nNt]U&Nh|d?OU(?=[vi]d?_)|pO_|Nv[dX_]{0,2}U")
def _indefinite(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "nogle fredage", "en hverdag", "de sidste to torsdage", "på operationsdagen", "den dag Lone er tilbage": not any one day."""
    letters, first, last = letters_of(items, match), items[match.start()], items[match.end() - 1]
    if letters in {"_W", "_P", "_I"} and first.text not in {"nogle", "noen", "nokre", "some", "any", "most"}:
        return None
    if letters == "n_" and last.text != "x":
        return None
    if letters.endswith("Uf") and items[match.start() + 1].value in {"minute", "hour"}:
        return None
    if letters == "NI" and number_of(first) != 1:
        return None
    if letters in {"dU", "dUv"} and items[match.start() + 1].value != "day":
        return None
    if letters.endswith("&Nh") and items[match.start() + 1].value not in {"day", "week"}:
        return None
    if letters in {"p_", "pO_"} and not last.text.endswith(("sdag", "sdagen")):
        return None
    if letters.endswith("_M") and items[match.end() - 2].text not in {"late", "early"}:
        return None
    return "vague", words_of(items, match)


@rules(r"ç")
def _condition(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "condition", None


@rules(r"j_?[opiudkD]*[WTGQMUHE](?:,?b)?|j[opiudk]+n")
def _not(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "ikke i dag, men i morgen" is tomorrow; "ikke torsdag" alone cannot be read."""
    after = next((item.letter for item in items[match.end() :] if item.letter not in "opiud"), "")
    instead = items[match.end() - 1].letter == "b" and after in set("WTGQPMn")
    return ("noise", None) if instead else ("unsupported", words_of(items, match))


@rules(r"[oi]?_U")
def _some_days(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "om noen dager"."""
    some = items[match.end() - 2].text in {"noen", "nogle", "nokre", "nokon", "få", "some", "few"}
    return ("vague", words_of(items, match)) if some else None


@rules(r"[nNt]-[nNt]c")
def _vague_often(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "2-3 gange"."""
    return "vague", words_of(items, match)


@rules(r"[nNt]c[iopdv_]*[UF]|_?c[iop]U|V[iop]U(?!\.?n)")
def _so_often(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "to gange om ugen": a recurrence if the days are named."""
    first, unit = items[match.start()], items[match.end() - 1]
    if first.letter == "V" and first.text in {"en gang", "én gang", "ein gong"}:
        return "so often", (1, str(unit.value), words_of(items, match))
    if first.letter not in "nNt":
        return "vague", words_of(items, match)
    return "so often", (number_of(first), str(unit.value), words_of(items, match))


@rules(r"V")
def _vague(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    if items[match.start()].value == "moved":
        return "moved", None
    if items[match.start()].value == "cancelled":
        return "unsupported", words_of(items, match)
    number, _, unit = str(items[match.start()].value).partition(" ")
    return ("so often", (int(number), unit, words_of(items, match))) if unit else ("vague", words_of(items, match))


@rules(
    r"[nNt]?[UEQ]l(?=[dopi.]*[nNtWTMOGQ])|[nNt]?Ul(?=T)|l(?=[dopi]*[WQ])|l(?=k?\.?[nN](?!k))|[WQ]l(?!_)|O[nN]?l|IlB?|OIl|[nNt]O[WPQ][iov]*M|OO(?=[WQU])"
)
def _counted_from(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "dagen før 1. april", "2 dager etter torsdag", "de to første fredagene i juni": not to be read as the day itself."""
    if items[match.start()].letter == "O" and items[match.end() - 1].letter == "O" and items[match.end() - 1].value != -1:
        return None
    return "vague", words_of(items, match)


@rules(r"l_")
def _event(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """After lunch an hour may stand; after the exams it may not."""
    return None if items[match.end() - 1].text.endswith(_OF_THE_DAY) else ("vague", words_of(items, match))


_OF_THE_DAY = (
    *("frokost", "frokosten", "lunsj", "lunsjen", "lunch", "middag", "breakfast", "dinner", "stuegang", "stuegangen", "visitt", "visitten", "rounds"),
    *("konference", "konferencen", "rapport", "rapporten", "vagt", "vagten", "vakt", "vakta", "vakten", "skifte", "shift", "handover", "ward"),
    *("arbejde", "arbeid", "jobb", "work", "møde", "mødet", "møte", "møtet", "ambulatoriet"),
)


@rules(r"lk?")
def _after(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """After lunch, before Friday: no moment, unless another word says one; "efter kl. 15" never is."""
    return "vague" if match.end() - match.start() > 1 else "after", words_of(items, match)


@rules(r"(?<!p)(?<!o)(?<!i)N(?:[WE]|U(?=[iXow]))")
def _some(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "en eftermiddag", "en dag i næste uge": some one of them."""
    one, other = items[match.start()], items[match.end() - 1]
    if one.value != 1 or (other.letter == "U" and other.value != "day"):
        return None
    return "vague", words_of(items, match)


@rules(r"L(?:[WUKTE]|O?W)?|[nNtx]?[Uz]<")
def _past(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "past", words_of(items, match)


@rules(
    r"(?:Z\.?[nN](?:[.-]n)?)(?![./:-]n|\.?v?M|\.[-ut&W])|(?:[oip]*d?n\.?Z)|n:n|n\.k\.?(?!\.?[nNthqm])|d?nv_|Z[.:]?n(?:\.n){2}|Z\.?n/n|[_B]\+n:n|Z\.?n:n"
)
def _place(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "lokale 4.12", "4. sal", "modul 3": a number that is a place's or a course's. "Kursus 8-16" is a course with its hours."""
    letters = letters_of(items, match)
    if letters[1:] == "+n:n":
        return ("noise", None) if items[match.start()].text in {"utc", "gmt"} else None
    if letters.endswith("n.n.n") and len(items[match.end() - 1].text) == 4:
        return None  # a date
    if letters.endswith("n/n"):
        return ("noise", None) if items[match.start()].text in {"sak", "sag", "nr", "no", "number", "prosjekt", "projekt", "protokol"} else None
    if letters.startswith("Z") and letters.endswith("n:n"):
        return ("noise", None) if items[match.start()].value == "measure" else None
    if letters == "n:n":
        return ("noise", None) if items[match.start()].text == items[match.end() - 1].text == "1" else None
    if letters.startswith("n") and len(items[match.start()].text) == 4:
        return None  # "i dag 1530 stue 7"
    course = items[match.start()].value == "course" and len(letters_of(items, match)) > 2
    return None if course else ("noise", None)
