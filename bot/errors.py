"""What Spire says no to."""

from typing import Any


class Refusal(Exception):
    """An expected no, with a way out.

    `text` is a text id, `facts` its variables, `field` the block_id of the form field it is about (None: the whole request). `typed` is what the
    person wrote, where the screen cannot keep it for them (a slash command), already masked by the guard.
    """

    def __init__(self, text: str, *, field: str | None = None, typed: str | None = None, **facts: Any) -> None:
        super().__init__(text)
        self.text = text
        self.field = field
        self.typed = typed
        self.facts = facts
