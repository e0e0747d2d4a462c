"""A word, number or mark of a text, and what category of time it belongs to (lexicon.py)."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Item:
    """`glued`: no blank before it. `[start, end)`: where it stands in the text."""

    letter: str
    value: object
    text: str
    start: int
    end: int
    glued: bool

    @property
    def number(self) -> int:
        return int(str(self.value))

    def as_(self, letter: str, value: object = None) -> "Item":
        """The same word, taken for something else."""
        return replace(self, letter=letter, value=self.value if value is None else value)
