"""Three languages that say the same, in which nobody is paged by somebody else's text."""

import ast
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.actions.step import OTHERS, STEPS
from bot.demo.hospital import Hospital
from bot.rules import privacy
from bot.rules.ask import OPEN, Helped, OrdinaryWay, Outcome
from bot.rules.directory import PROFESSIONS, ROLES, STAGES
from bot.rules.gathering import Reply
from bot.rules.guideline import Where
from bot.rules.topic import CLASSES, OUTSIDE
from bot.rules.when import Reason
from bot.settings import Settings
from bot.texts import LANGUAGES, Language, Mark, channel, escaped, known, people, person, speaker
from jobs.delivery import LETTERS

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "bot/texts"
PLURALS = {"zero", "one", "two", "few", "many", "other"}
LOOKS_LIKE_AN_ID = re.compile(r"[a-z]+(-[a-z]+)+")
NO_TEXT_IDS = {"x-oauth-scopes", "retry-after", "content-type", "socket-watchdog", "xoxb-demo", "utf-8", "absolute-time"}


class Shape(Visitor):
    """The variables of a message, and for each select the keys that are not plural forms (those differ between languages)."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.selects: dict[str, set[str]] = {}
        self.defaults: dict[str, str] = {}

    def visit_VariableReference(self, node: Any) -> None:  # noqa: N802 - the visitor's names
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: Any) -> None:  # noqa: N802
        keys = {getattr(variant.key, "name", None) or variant.key.value: variant.default for variant in node.variants}
        self.selects[node.selector.id.name] = {key for key in keys if key not in PLURALS}
        self.defaults[node.selector.id.name] = next(key for key, default in keys.items() if default)
        self.generic_visit(node)


def read(language: Language) -> dict[str, Shape]:
    tree = FluentParser().parse((TEXTS / f"{language}.ftl").read_text(encoding="utf-8"))
    assert [entry for entry in tree.body if isinstance(entry, ftl.Junk)] == []
    found: dict[str, Shape] = {}
    for entry in tree.body:
        if isinstance(entry, ftl.Message):
            assert entry.id.name not in found, "twice"
            assert entry.value is not None
            assert entry.attributes == []
            found[entry.id.name] = Shape()
            found[entry.id.name].visit(entry.value)
    return found


SHAPES: dict[Language, dict[str, Shape]] = {language: read(language) for language in LANGUAGES}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "da"])
def test_every_language_has_the_same_texts_with_the_same_variables_and_variants(language: Language) -> None:
    def told(shapes: dict[str, Shape]) -> dict[str, Any]:
        return {text: (shape.variables, shape.selects) for text, shape in shapes.items()}

    assert told(SHAPES[language]) == told(SHAPES["da"])


# Code and texts


def sources() -> Iterator[ast.Module]:
    for folder in ("bot", "handlers", "jobs"):
        for file in (ROOT / folder).rglob("*.py"):
            if "sandbox" not in file.parts:  # it knows nothing of our texts
                yield ast.parse(file.read_text(encoding="utf-8"))


def nodes() -> Iterator[ast.AST]:
    return itertools.chain.from_iterable(map(ast.walk, sources()))


def constants() -> set[str]:
    return {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def log_kinds() -> set[str]:
    """What the log writes about: letters, steps, and what actions note themselves."""
    writes = (node for node in nodes() if isinstance(node, ast.Call) and ast.unparse(node.func) == "log.write")
    keywords = (keyword for node in writes for keyword in node.keywords if keyword.arg == "kind")
    noted = {keyword.value.value for keyword in keywords if isinstance(keyword.value, ast.Constant)}
    return {*LETTERS, *STEPS, *OTHERS, *(kind for kind in noted if isinstance(kind, str))}


NORDHAVN = Hospital.load(ROOT / "bot/demo/nordhavn")

FAMILIES: dict[str, set[str]] = {
    "own-{}": set(get_args(Reply)),
    "privacy-{}": set(get_args(privacy.Kind)),
    "kind-{}": {kind.replace(".", "-").replace("_", "-") for kind in log_kinds()},
    "setting-{}": {
        (field.validation_alias.choices[0] if field.validation_alias else name).upper()  # type: ignore[union-attr]
        for name, field in Settings.model_fields.items()
    },
    "{}-plain": {"not-organiser"},
    "when-reason-{}": {reason.replace("_", "-") for reason in get_args(Reason)},
    "{}-title": {"deputy", "taker"},
    "{}-intro": {"deputy", "taker"},
    "{}-field": {"deputy", "taker"},
    "demo-title-{}": {person.title for person in NORDHAVN.world.people},
    "demo-department-{}": {department.name for department in NORDHAVN.past.departments},
    "demo-history-{}": {meeting.title for meeting in NORDHAVN.past.meetings},
    "role-{}": set(ROLES),
    "profession-{}": {code.replace("_", "-") for code in PROFESSIONS},
    "stage-{}": {code.replace("_", "-") for code in STAGES},
    "topic-{}": {code.replace("_", "-") for code in CLASSES},
    "where-{}": set(get_args(Where)),
    "route-{}": {"routed", "choose"},
    "route-queue-{}": {*(code.replace("_", "-") for code in OUTSIDE), "nobody"},
    "gathering-{}-missing": {"title", "place"},
    "setup-{}-missing": {"name", "hospital"},
    "ask-number-{}": {field.name for field in fields(OrdinaryWay)},
    "ask-organiser-{}": {"vague", "off-topic", "nobody", "none-of-these"},
    "ask-passed-{}": {outcome.replace("_", "-") for outcome in get_args(Outcome)},
    "ask-outcome-{}": {outcome.replace("_", "-") for outcome in get_args(Outcome)},
    "ask-reason-{}": {"nobody", "nobody-left", "silence", "wished", "withdrawn", "untouched", "helped", "not-said"},
    "ask-status-{}": {"draft", "held", "answered"},
    "ask-status-queued-{}": {"nobody", "nobody-left", "silence", "wished"},
    "ask-status-closed-{}": {"withdrawn", "untouched", "helped", "not-said"},
    "ask-rate-{}": set(get_args(Helped)),
    "turn-helped-{}": {"yes", "partly"},
    "turn-ended-{}": {outcome.replace("_", "-") for outcome in get_args(Outcome)} - {"took"},
    "queue-why-{}": {"nobody", "nobody-left", "silence", "wished"},
    "queue-state-{}": set(OPEN),
    "mentor-stands-{}": {"asked", "propose", "choose", "waiting"},
    "mentor-over-{}": {"mentor", "mentee"},
    # Slack's own words for a refused message that we have a sentence for; all others are quoted (reason-slack).
    "slack-{}": {
        "not-in-channel",
        "channel-not-found",
        "is-archived",
        "message-not-found",
        "cannot-dm-bot",
        "user-not-found",
        "user-disabled",
        "messages-tab-disabled",
        "restricted-action",
        "missing-scope",
    },
}
"""Ids that the code puts together. A new one is written down here, with all its members."""


def members() -> set[str]:
    return {pattern.format(member) for pattern, family in FAMILIES.items() for member in family}


def test_every_text_that_the_code_names_exists() -> None:
    named = {one for one in constants() if LOOKS_LIKE_AN_ID.fullmatch(one)} - NO_TEXT_IDS
    assert named - set(SHAPES["da"]) == set()
    assert members() - set(SHAPES["da"]) == set()


def test_every_text_is_said_somewhere() -> None:
    assert set(SHAPES["da"]) - constants() - members() == set()


def test_the_families_are_the_ones_that_the_code_puts_together() -> None:
    patterns = set()
    for node in nodes():
        if isinstance(node, ast.JoinedStr):
            pattern = "".join("{}" if isinstance(part, ast.FormattedValue) else str(part.value) for part in node.values)  # type: ignore[attr-defined]
            if re.fullmatch(r"(\{\}|[a-z]+)(-(\{\}|[a-z]+))+", pattern) and re.search("[a-z]", pattern):
                patterns.add(pattern)
    assert patterns == set(FAMILIES)


def test_every_outcome_in_the_log_has_its_own_word() -> None:
    written = set()
    for node in nodes():
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "log.write":
            written |= {one.value for one in ast.walk(node.args[2]) if isinstance(one, ast.Constant)}
    settled = {"sent", "late", "skipped", "failed", "unsure"}  # what the delivery desk writes
    compared = {"cancelled"}  # a state that one of the calls looks at
    shape = SHAPES["da"]["outcome"]
    assert written | settled | compared == shape.selects["outcome"] | {shape.defaults["outcome"]}


# Saying them

PLAUSIBLE: dict[str, list[Any]] = {
    "minutes": [30, 60, 90, 120, 180, 1, 720],
    "number": [0, 1, 2, 7, 500],
    "month": [1, 12],
    "seconds": [61],
    "sent": [0, 25],
    "failed": [0, 1],
    "invalid": [0],
    "taken": [0, 1, 2, 40],
    "seats": [1, 500],
    "guests": [0, 1, 3],
    "line": [1, 12, Mark("✓ *x*")],
    "room": [0, 1, 2],
    "meetings": [0, 1, 5],
    "most": [300],
    "length": [5000],
    "title": ["Pizza & <!channel>"],
    "place": ["Personalestuen <@U0METTE>"],
    "when": ["torsdag d. 12. marts kl. 16.30–17.30"],
    "before": ["onsdag d. 11. marts kl. 16.30–17.30"],
    "due": ["fredag d. 13. marts kl. 10.00"],
    "at": ["torsdag d. 12. marts kl. 16.30"],
    "name": ["Hjerte & <Kar>"],
    "hospital": ["Nordhavn & <Syd>"],
    "language": ["Norsk"],
    "zone": ["Europe/Oslo"],
    "weekdays": ["mandag, tirsdag"],
    "closing": ["–"],
    "coffee": ["09.30"],
    "channel": [channel("C0MED")],
    "channels": [Mark("<#C0MED>, <#C0KIR>")],
    "organiser": [person("U0METTE")],
    "organisers": [people(["U0METTE", "U0ANNE"])],
    "person": [person("U0ANNE")],
    "people": [people(["U0METTE", "U0ANNE"]), 1, 7],
    "deputy": [person("U0ANNE")],
    "taker": [person("U0ANNE")],
    "to": [channel("C0MED")],
    "what": ["invitation"],
    "outcome": ["sent"],
    "reason": ["<because>"],
    "word": ["no_<such>_error"],
    "sign": ["✓"],
    "typed": ["<!channel> hvad?"],
    "meal": ["vegansk"],
    "allergies": ["nødder & <skaldyr>", "none"],
    "kept": ["remembered"],
    "kind": ["everything"],
    "reply": ["yes"],
    "day": ["d0501"],
    "days": ["tirsdag og torsdag"],
    "weekday": ["torsdag"],
    "rule": ["hver onsdag kl. 15.00"],
    "first": ["mandag, tirsdag"],
    "last": ["onsdag"],
    "start": ["torsdag d. 12. marts 2026"],
    "end": ["fredag d. 13. marts 2026"],
    "nth": [1, 2, 5, -1],
    "parity": ["even", "odd"],
    "address": ["http://127.0.0.1:8400"],
    "nths": ["første og tredje"],
    "noun": ["torsdag"],
    "options": ["fredag kl. 04.00 · fredag kl. 16.00"],
    "who": [person("U0ANNE"), "Anne Holm <@U0>"],
    "numbers": ["fare for liv: 112 · <her>: 1234"],
    "status": [Mark("*Anne* har taget det")],
    "question": ["Hvem kan <hjælpe>?"],
    "about": ["yngre læge <@U0>"],
    "state": ["taget"],
    "open": [3],
    "asker": [person("U0ANNE")],
    "expert": [person("U0METTE")],
    "part": ["31/2 <!channel>"],
    "rest": ["i personalestuen <!channel>"],
    "path": ["/tmp/spire.db"],
    "error": ["invalid_auth"],
    "scope": ["im:write"],
    "loss": ["noget"],
    "reference": ["1a2b3c4d"],
    "guest": ["Mette"],
    "words": ["<statistik>"],
    "topic": ["tal & statistik"],
    "percent": [97],
    "example": ["hvor mange <ptt>?"],
    "why": ["det kan være akut"],
    "role": ["biostatistiker"],
    "where": ["Medicinsk afdeling, Nordhavn"],
    "topics": ["hoftebrud, <REDCap>"],
    "slots": [0, 2],
    "emerging": ["Akutafdelingen"],
    "established": ["Medicinsk afdeling"],
    "colleague": ["Jonas"],
    "purpose": ["phd"],
    "stage": ["phd_student"],
    "stages": ["ph.d.-studerende"],
    "side": ["mentor", "mentee"],
    "times": [Mark("• torsdag d. 12. marts kl. 16.30")],
}


def sayings(shape: Shape) -> Iterator[dict[str, Any]]:
    """Facts for a text: every plausible value and every variant in turn."""
    values = {
        name: [*PLAUSIBLE[name], *(int(key) if key.isdigit() else key for key in sorted(shape.selects.get(name, set())))] for name in shape.variables
    }
    first = {name: options[0] for name, options in values.items()}
    yield first
    for name, options in values.items():
        yield from ({**first, name: option} for option in options[1:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_said_with_plausible_facts(language: Language) -> None:
    say = speaker(language)
    for text, shape in SHAPES[language].items():
        for facts in sayings(shape):
            for said in (say(text, **facts), say.plain(text, **facts)):
                assert said, text
                assert said == said.strip(), text
                assert not re.search(r"[{}]|None(?! fits)|\bnan\b|(?<!\n)  ", said), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_elses_words_page_nobody_in_any_text(language: Language) -> None:
    say, nasty = speaker(language), "<!channel> & <@U0ANNE>"
    for text, shape in SHAPES[language].items():
        for facts in sayings(shape):
            words = {name: nasty if isinstance(value, str) and not isinstance(value, Mark) else value for name, value in facts.items()}
            said = say(text, **words)
            for mark in (value for value in words.values() if isinstance(value, Mark)):
                said = said.replace(mark, "")
            assert not re.search("<[!@#]", said), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_missing_its_variable_aloud(language: Language) -> None:
    with pytest.raises(ValueError, match=f"{language}/own-yes"):
        speaker(language)("own-yes", title="Pizza")
    with pytest.raises(LookupError):
        speaker(language)("no-such-text")
    assert (speaker(language).has("own-yes"), speaker(language).has("no-such-text")) == (True, False)


def test_values_are_escaped_for_mrkdwn_marks_are_not_and_plain_text_keeps_them() -> None:
    say = speaker("en")
    assert say("what", title="A & <b>", when="now", place="<!channel>") == "*A &amp; &lt;b&gt;*\nnow\n&lt;!channel&gt;"
    assert say.plain("what", title="A & <b>", when="now", place="<!channel>") == "*A & <b>*\nnow\n<!channel>"
    assert say("deputy-named", deputy=person("U0ANNE")).startswith("<@U0ANNE> is")
    assert say("log-to", line=Mark("<b>"), to=channel("C0MED")) == "<b> → <#C0MED>"
    assert escaped("&amp;") == "&amp;amp;"


def test_only_an_id_becomes_a_mention() -> None:
    assert [person("U0ANNE"), channel("C0MED")] == ["<@U0ANNE>", "<#C0MED>"]
    assert [person("!channel"), channel("C1|x>")] == ["!channel", "C1|x&gt;"]
    assert [person("<!here>"), channel("a&b")] == ["&lt;!here&gt;", "a&amp;b"]
    assert people(["U1", "U2"]) == "<@U1>, <@U2>"
    assert people([]) == ""


def test_only_our_languages_are_known() -> None:
    assert [known(one) for one in ("da", "nb", "en", "no", "DA", "", None)] == ["da", "nb", "en", None, None, None, None]


def test_numbers_are_spelled_as_each_language_counts() -> None:
    assert speaker("en")("numbers", taken=1) == "1 is coming"
    assert speaker("en")("numbers", taken=2) == "2 are coming"
    assert speaker("da")("numbers", taken=0) == "Ingen har sagt ja endnu"
    assert [speaker(language)("minutes", minutes=90) for language in LANGUAGES] == ["1½ time", "1½ time", "1½ hours"]


# What fits on a screen


def said_by(node: ast.AST) -> set[str]:
    """The texts that an expression says plainly: of say.plain("a"), say.plain("a" if … else "b"), say.plain(f"{what}-title")."""
    found = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "say.plain":
            for part in ast.walk(call.args[0]):
                if isinstance(part, ast.Constant) and part.value in SHAPES["da"]:
                    found.add(part.value)
                if isinstance(part, ast.JoinedStr):
                    pattern = "".join("{}" if isinstance(one, ast.FormattedValue) else str(one.value) for one in part.values)  # type: ignore[attr-defined]
                    found |= {pattern.format(member) for member in FAMILIES[pattern]}
    return found


def shown_as(function: str, place: Callable[[ast.Call], list[ast.AST]]) -> set[str]:
    calls = (node for node in nodes() if isinstance(node, ast.Call) and ast.unparse(node.func) == function)
    return set().union(*(said_by(part) for call in calls for part in place(call)))


def named(call: ast.Call, *names: str) -> list[ast.AST]:
    return [keyword.value for keyword in call.keywords if keyword.arg in names]


BUTTONS = shown_as("button", lambda call: [call.args[1]]) | shown_as("confirm", lambda call: call.args[2:4])
TITLES = shown_as("modal", lambda call: [call.args[0], *named(call, "close", "submit")])
LABELS = shown_as("field", lambda call: call.args[1:2]) | shown_as("option", lambda call: [call.args[0]])
HINTS = shown_as("field", lambda call: named(call, "hint"))


def longest(text: str) -> list[tuple[int, str, str]]:
    return [(max(len(speaker(language).plain(text, **facts)) for facts in sayings(SHAPES[language][text])), language, text) for language in LANGUAGES]


@pytest.mark.parametrize(
    ("texts", "most", "known_one"), [(BUTTONS, 30, "reply-yes"), (TITLES, 24, "setup-title"), (LABELS, 48, "guests"), (HINTS, 150, "allergies-hint")]
)
def test_what_stands_on_buttons_titles_and_fields_fits_in_every_language(texts: set[str], most: int, known_one: str) -> None:
    assert known_one in texts
    assert [found for text in sorted(texts) for found in longest(text) if found[0] > most] == []
