"""How a question was routed, step by step in words, or flat for other programs."""

import re
from typing import Any

from bot.rules.routing import CHOICES, Found, Route
from bot.rules.topic import Class, Why
from bot.texts import Say

INDENT = "    "
SHOWN, WORTH = 3, 0.01
"""People of a choice that are named, and the chance from which a topic is."""


def flat(route: Route) -> dict[str, Any]:
    """The answer as `shared/data/ask/score.py` reads it."""
    ranked = [found.person.id for found in route.choices[0].people] if route.outcome == "routed" else []
    choices = [[found.person.id for found in choice.people[:SHOWN]] for choice in route.choices] if route.outcome == "choose" else []
    return {"outcome": route.outcome, "ranked": ranked, "choices": choices}


def lines(route: Route, why: dict[Class, Why], say: Say) -> list[str]:
    """The steps in their order: the guard, what it is about and by which words and examples, whom it goes to and why."""
    if route.outcome == "blocked":
        return [say.plain("route-blocked")]
    told = [say.plain("route-guard")]
    for guess in route.guesses[:CHOICES]:
        if guess.chance < WORTH:
            break
        told.append(say.plain("route-topic", topic=topic(guess.topic, say), percent=round(100 * guess.chance)))
        reason = why[guess.topic]
        if reason.words:
            told.append(INDENT + say.plain("route-words", words=", ".join(reason.words)))
        told += [INDENT + say.plain("route-like", example=example) for example in reason.examples[:1]]
    if route.outcome == "queue":
        return [*told, say.plain("route-queue", why=say.plain(f"route-queue-{_dashed(route.reason or 'vague')}"))]
    told.append(say.plain(f"route-{route.outcome}"))
    for choice in route.choices:
        named = " / ".join(topic(one, say) for one in choice.topics)
        told += [f"  {round(100 * choice.chance)} %  {named}", *(f"{INDENT}{person(found, say)}" for found in choice.people[:SHOWN])]
    return told


def topic(about: Class, say: Say) -> str:
    """A topic in plain words."""
    return say.plain(f"topic-{_dashed(about)}")


def person(found: Found, say: Say) -> str:
    """Who, and why they: "Anne Holm, research-responsible consultant in your own department"."""
    facts = {"name": found.person.name, "role": lowered(say.plain(f"role-{found.person.role}")), "where": say.plain(f"where-{found.where}")}
    return say.plain("route-knows" if found.step.knows else "route-person", **facts)


def lowered(role: str) -> str:
    """A role within a sentence; an abbreviation stays."""
    return role if re.match(r"\w+[A-Z]", role) else role[0].lower() + role[1:]


def _dashed(name: str) -> str:
    return name.replace("_", "-")
