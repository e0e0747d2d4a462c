"""Rows that are right alone and wrong together, or beside who is there already: a deputy who is nobody, deputies in a circle, a Slack id of two."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping

from bot.rules.directory import Listed
from bot.rules.roster.row import shown

NAMED = 8
"""How many of a circle a sentence names; every row of it is reported."""


def conflicts(coming: Mapping[str, Listed], there: Mapping[str, Listed], lines: Mapping[str, int]) -> dict[str, str]:
    """By key: why this row cannot go in, seen with all others that can. Who stays out may take others along: they lose their deputy, say."""
    return _Together(coming, there, lines).found


class _Together:
    def __init__(self, coming: Mapping[str, Listed], there: Mapping[str, Listed], lines: Mapping[str, int]) -> None:
        self._coming, self._there, self._lines = dict(coming), there, lines
        self._owners = {one.user_id: key for key, one in there.items() if one.user_id}
        self._takers = {one.user_id: key for key, one in coming.items() if one.user_id}
        self._leaning: dict[str, list[str]] = defaultdict(list)
        for key, one in coming.items():
            if deputy := _deputy(one):
                self._leaning[deputy].append(key)
        self.found: dict[str, str] = {}
        for deputy in list(self._leaning):
            if deputy not in coming and deputy not in there:
                self._lost(deputy)
        for user_id, key in self._takers.items():
            owner = self._owners.get(user_id)
            if owner and owner != key and self._then(owner).user_id == user_id:
                self._drop([key], _taken(user_id, owner))
        while circles := list(self._circles()):
            for circle in circles:
                self._drop(circle, self._round(circle))

    def _then(self, key: str) -> Listed:
        """Somebody as they will be."""
        return self._coming[key] if key in self._coming else self._there[key]

    def _lost(self, deputy: str) -> None:
        """Nobody can have this deputy."""
        sentence = f"deputy: {shown(deputy)} is neither in the directory nor in a row that can go in. Correct the id, or that row first."
        self._drop(self._leaning[deputy], sentence)

    def _drop(self, keys: Iterable[str], sentence: str) -> None:
        leaving = deque((key, sentence) for key in keys)
        while leaving:
            key, why = leaving.popleft()
            if self._coming.pop(key, None) is None:
                continue
            self.found[key] = why
            if key not in self._there:
                why = f"deputy: the row of {shown(key)} (line {self._lines[key]}) cannot go in. Correct that row first."
                leaving += [(other, why) for other in self._leaning[key]]
            elif (user_id := self._there[key].user_id) and (taker := self._takers.get(user_id, key)) != key:
                leaving.append((taker, _taken(user_id, key)))

    def _circles(self) -> Iterator[list[str]]:
        """Those in the file who stand in for each other all round, on a day when all of them are away."""
        walked: set[str] = set()
        for start in self._coming:
            path: list[str] = []
            at: str | None = start
            while at and at not in walked:
                walked.add(at)
                path.append(at)
                at = self._next(at)
            circle = path[path.index(at) :] if at in path else []
            if any(key in self._coming for key in circle):
                days = [absence for key in circle if (absence := self._then(key).absence)]
                if max(one.first for one in days) <= min(one.last for one in days):
                    yield circle

    def _next(self, key: str) -> str | None:
        deputy = _deputy(self._then(key))
        return deputy if deputy in self._coming or deputy in self._there else None

    def _round(self, circle: list[str]) -> str:
        named = [f"{shown(key)} (line {self._lines[key]})" if key in self._lines else f"{shown(key)} (in the directory)" for key in circle[:NAMED]]
        more = f" and {len(circle) - NAMED} more" if len(circle) > NAMED else ""
        return f"deputies in a circle, all away at once: {', '.join(named)}{more}. Give one of them another deputy."


def _deputy(one: Listed) -> str | None:
    return one.absence.deputy if one.absence else None


def _taken(user_id: str | None, owner: str) -> str:
    return f"slack_user: {user_id} is already {shown(owner)} in the directory. Correct one of the two."
