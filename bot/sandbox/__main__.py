"""`python -m bot.sandbox WORLD …`: a sandbox alone, until it is interrupted or terminated."""

import argparse
import signal
import sys
import threading

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import World, WorldError


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description="A stand-in for Slack.")
    parser.add_argument("world", metavar="WORLD", help="the TOML or JSON file of the workspace")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--events-url", default="", help="where the bot listens")
    parser.add_argument("--signing-secret", required=True)
    parser.add_argument("--bot-token", required=True)
    parser.add_argument("--record", help="append every request to this file, a line of JSON each")
    chosen = parser.parse_args()
    try:
        world = World.load(chosen.world)
    except WorldError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    with Sandbox(
        world,
        signing_secret=chosen.signing_secret,
        bot_token=chosen.bot_token,
        events_url=chosen.events_url,
        port=chosen.port,
        record=chosen.record,
    ) as sandbox:
        sys.stdout.write(f"{sandbox.base}\n")
        sys.stdout.flush()
        done.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
