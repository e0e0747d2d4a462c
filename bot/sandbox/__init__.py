"""A stand-in for Slack: for trying, teaching and testing. It knows nothing of the app it serves.

`Sandbox(World.load(path), …)` runs one inside a program, `python -m bot.sandbox` runs it alone.
"""

from bot.sandbox.elements import ImpossibleError
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.stage import Answer
from bot.sandbox.world import World, WorldError

__all__ = ["Answer", "ImpossibleError", "Sandbox", "World", "WorldError"]
