"""What has been said: the messages of every channel, with threads and messages only one person can see."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Post:
    """`body` is the message as Slack shows it; `reader` the only user who sees it, or None for everybody."""

    body: Json
    reader: str | None = None


class Messages:
    """Messages by channel and `ts`, oldest first."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._posts: dict[str, dict[str, Post]] = {}
        self._threads: dict[tuple[str, str], list[str]] = {}
        self._last: dict[str, int] = {}

    def stamp(self, channel: str) -> str:
        """A new `ts`, later than every other of this channel even when the clock is set back."""
        micros = max(int(self._now() * 1_000_000), self._last.get(channel, 0) + 1)
        self._last[channel] = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def add(self, channel: str, body: Json, reader: str | None = None) -> Json:
        """Store `body` under a new `ts` and return the stored message."""
        message = {**body, "ts": self.stamp(channel)}
        self._posts.setdefault(channel, {})[message["ts"]] = Post(message, reader)
        if reader is None and (parent := body.get("thread_ts")):
            self._threads.setdefault((channel, parent), []).append(message["ts"])
        return message

    def get(self, channel: str, ts: str) -> Post | None:
        return self._posts.get(channel, {}).get(ts)

    def change(self, channel: str, ts: str, body: Json) -> None:
        self._posts[channel][ts] = Post(body, self._posts[channel][ts].reader)

    def remove(self, channel: str, ts: str) -> Json:
        """Take a message away; a parent whose thread has replies stays as a tombstone. Return what was there."""
        post = self._posts[channel][ts]
        if self._threads.get((channel, ts)):
            kept = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "hidden": True, "ts": ts}
            self.change(channel, ts, {**kept, "text": "This message was deleted.", "thread_ts": ts})
            return post.body
        del self._posts[channel][ts]
        if (parent := post.body.get("thread_ts")) and post.reader is None:
            self._threads[channel, parent].remove(ts)
        return post.body

    def kept(self) -> dict[str, list[Json]]:
        """What everybody sees, by channel, oldest first."""
        return {channel: [post.body for post in posts.values() if post.reader is None] for channel, posts in self._posts.items()}

    def restore(self, kept: dict[str, list[Json]]) -> None:
        """Put back what `kept` gave, into an empty workspace."""
        for channel, bodies in kept.items():
            for body in bodies:
                ts: str = body["ts"]
                self._posts.setdefault(channel, {})[ts] = Post(body)
                self._last[channel] = int(ts.replace(".", ""))
                parent: str = body.get("thread_ts", ts)
                if parent != ts:
                    self._threads.setdefault((channel, parent), []).append(ts)

    def forget_private(self) -> None:
        """Slack keeps a message that only one person sees no longer than their client is open."""
        for posts in self._posts.values():
            for ts in [ts for ts, post in posts.items() if post.reader is not None]:
                del posts[ts]

    def thread(self, channel: str, parent: str) -> list[str]:
        """The `ts` of the replies of a thread, oldest first, without the parent."""
        return list(self._threads.get((channel, parent), []))

    def top(self, channel: str) -> list[str]:
        """The `ts` of what stands in the channel itself, oldest first: no replies but broadcasts, nothing private."""
        return [
            ts
            for ts, post in self._posts.get(channel, {}).items()
            if post.reader is None and (post.body.get("thread_ts", ts) == ts or post.body.get("subtype") == "thread_broadcast")
        ]

    def seen(self, channel: str, user: str) -> list[str]:
        """The `ts` of everything this user can see in the channel, replies too, oldest first."""
        return [ts for ts, post in self._posts.get(channel, {}).items() if post.reader in (None, user)]

    def shown(self, channel: str, ts: str) -> Json:
        """A copy of one message, with what Slack adds to the parent of a thread."""
        post = self._posts[channel][ts]
        body = deepcopy(post.body)
        if post.reader is not None:
            body["is_ephemeral"] = True
        replies = self._threads.get((channel, ts))
        if not replies:
            return body
        users = list(dict.fromkeys(self._posts[channel][reply].body["user"] for reply in replies))
        thread = {"reply_count": len(replies), "reply_users_count": len(users), "reply_users": users}
        return body | thread | {"thread_ts": ts, "latest_reply": replies[-1], "subscribed": False, "is_locked": False}
