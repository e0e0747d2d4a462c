"""Laying a payload beside the table of Block Kit, value by value."""

from collections.abc import Mapping

from bot.sandbox.block_shapes import (
    Anything,
    Choice,
    Fields,
    Flag,
    Items,
    Number,
    OrNull,
    Problem,
    Shape,
    Text,
    Thing,
    Word,
    units,
)

_NAMES: Mapping[type, str] = {
    Text: "a string",
    Word: "a string",
    Number: "a number",
    Flag: "true or false",
    Items: "a list",
    Thing: "an object",
    Choice: "an object",
}


class Walk:
    """One pass down a payload, next to its shape.

    `sound` gathers the objects that are in order by themselves and not open, inner ones before outer ones.
    """

    def __init__(self, surface: str) -> None:
        self.surface = surface
        self.problems: list[Problem] = []
        self.sound: list[tuple[str, Fields]] = []

    def say(self, code: str, pointer: str, message: str) -> None:
        self.problems.append(Problem(code, pointer, message))

    def check(self, shape: Shape, value: object, at: str) -> None:
        match shape, value:
            case OrNull(of), _:
                if value is not None:
                    self.check(of, value, at)
            case Choice(things), dict():
                self.chosen(things, value, at)
            case Thing(), dict():
                self.thing(shape, value, at)
            case Items(), list():
                self.items(shape, value, at)
            case Text(), str():
                self.text(shape, value, at)
            case Number(), int() | float() if not isinstance(value, bool):
                self.number(shape, value, at)
            case Word(words), str():
                if value not in words:
                    self.say("invalid_value", at, f"must be one of: {', '.join(words)}")
            case (Flag(), bool()) | (Anything(), _):
                pass
            case _:
                self.say("wrong_type", at, f"must be {_NAMES[type(shape)]}")

    def chosen(self, things: Mapping[str, Thing], value: Fields, at: str) -> None:
        kind = value.get("type")
        if isinstance(kind, str) and kind in things:
            self.thing(things[kind], value, at)
        elif "type" in value:
            self.say("invalid_type", f"{at}/type", f"must be one of: {', '.join(sorted(things))}")
        else:
            self.say("missing_field", at, "type is required")

    def thing(self, thing: Thing, value: Fields, at: str) -> None:
        before = len(self.problems)
        if self.surface not in thing.surfaces:
            where = ", ".join(sorted(thing.surfaces))
            self.say("unsupported_surface", at, f"{thing.type} is only for: {where}")
        self.fields(thing, value, at)
        if len(self.problems) > before:
            return
        if not thing.open:
            self.sound.append((at, value))
        for rule in thing.rules:
            self.problems.extend(found._replace(pointer=at + found.pointer) for found in rule(value))

    def fields(self, thing: Thing, value: Fields, at: str) -> None:
        own: dict[str, Shape] = {"type": Word((thing.type,))} if thing.type else {}
        need = {**own, **thing.need}
        for name in need:
            if name not in value:
                self.say("missing_field", at, f"{name} is required")
        for name, inner in value.items():
            pointer = f"{at}/{name.replace('~', '~0').replace('/', '~1')}"
            shape = need.get(name) or thing.may.get(name)
            if shape:
                self.check(shape, inner, pointer)
            elif not thing.open:
                self.say("unknown_field", pointer, f"is not a field of {thing.type or 'this object'}")

    def items(self, shape: Items, value: list[object], at: str) -> None:
        self.span(shape, len(value), at, "items")
        for index, item in enumerate(value[: shape.high]):
            self.check(shape.of, item, f"{at}/{index}")

    def text(self, shape: Text, value: str, at: str) -> None:
        self.span(shape, units(value), at, "characters")
        if shape.like and not shape.like.fullmatch(value):
            self.say("failed_constraint", at, f"must be {shape.meaning}")

    def number(self, shape: Number, value: float, at: str) -> None:
        if shape.whole and not isinstance(value, int):
            self.say("wrong_type", at, "must be a whole number")
        if shape.above is not None and value <= shape.above:
            self.say("failed_constraint", at, f"must be more than {shape.above}")
        self.span(shape, value, at)

    def span(self, shape: Items | Text | Number, size: float, at: str, unit: str = "") -> None:
        if shape.low is not None and size < shape.low:
            self.say("failed_constraint", at, f"must be at least {shape.low} {unit}".rstrip())
        if shape.high is not None and size > shape.high:
            self.say("failed_constraint", at, f"must be at most {shape.high} {unit}".rstrip())
