"""Forms: filling in, sending and closing modals."""

from typing import Any

from bot.sandbox import answers, payloads
from bot.sandbox.elements import HOLDERS, ImpossibleError, complaint, filled, places
from bot.sandbox.stage import Answer, Stage
from bot.sandbox.world import Person

Json = dict[str, Any]


class Forms(Stage):
    def submit(self, user: str, values: Json | None = None, *, view_id: str | None = None, force: bool = False) -> Answer:
        """Send a form: by default the top one. Values are given plainly by action_id or block_id; what is not given
        is sent as it was typed before or as it stood there at first.
        """
        state = self.state
        with state.lock:
            person = self._actor(user)
            view = self._open_view(person, view_id)
            self._fill(view, values or {}, force)
            shown = state.views.shown(view)
            payload = payloads.interaction(state, "view_submission", person)
            payload |= {"trigger_id": state.views.trigger(person.id, view["id"]), "view": shown}
            payload |= {"response_urls": self._response_urls(person, shown)}
        delivered = self._interaction(payload)
        with state.lock:
            taken = answers.submission(state, delivered, person.id, view)
        return self._answered("view_submission", payload, delivered, taken)

    def _open_view(self, person: Person, view_id: str | None) -> Json:
        stack = self.state.views.stacks.get(person.id, [])
        found = [view for view in stack if view_id in (None, view["id"])]
        if not found:
            raise ImpossibleError(f"{person.key} has no such form open.")
        return found[-1]

    def _fill(self, view: Json, values: Json, force: bool) -> None:
        """Type the values in, or raise ImpossibleError and leave the form as it was."""
        inputs = [place for place in places(view["blocks"]) if place.element["type"] in HOLDERS]
        known = {name for place in inputs for name in place.key}
        if not force and (strange := sorted(set(values) - known)):
            raise ImpossibleError(f"The form has no input {strange[0]!r}; it has {', '.join(sorted(known))}.")
        standing = self.state.views.shown(view)["state"]["values"]
        typed = []
        for place in inputs:
            block_id, action_id = place.key
            entry = standing[block_id][action_id]
            for name in (action_id, block_id):
                if name in values:
                    entry = filled(place.element, values[name], force=force)
                    break
            wrong = complaint(place, entry) if place.block["type"] == "input" else None
            if wrong and not force:
                raise ImpossibleError(wrong)
            typed.append((place, entry))
        for place, entry in typed:
            self.state.views.type(view["id"], place, entry)

    def _response_urls(self, person: Person, view: Json) -> list[Json]:
        urls = []
        for place in places(view["blocks"]):
            block_id, action_id = place.key
            if place.element.get("response_url_enabled"):
                entry = view["state"]["values"][block_id][action_id]
                channel = entry.get("selected_conversation") or entry.get("selected_channel")
                if channel:
                    url = self._response_url(channel, person.id, None)
                    where = {"block_id": block_id, "action_id": action_id, "channel_id": channel}
                    urls.append(where | {"response_url": url})
        return urls

    def close_view(self, user: str, *, all_views: bool = False) -> Answer:
        """Close the top form (its *close* button), or all of them (the cross). The bot hears of it if it asked to."""
        state = self.state
        with state.lock:
            person = self._actor(user)
            top = self._open_view(person, None)
            if all_views or top["clear_on_close"]:
                closed = state.views.clear(person.id)
            else:
                closed = [state.views.shown(top)]
                state.views.remove(person.id, top["id"])
            told = payloads.interaction(state, "view_closed", person) | {"is_cleared": all_views}
        answer = Answer()
        for view in (view for view in closed if view["notify_on_close"]):
            delivered = self._interaction(told | {"view": view})
            answer = self._answered("view_closed", told | {"view": view}, delivered, answers.silent(delivered))
        return answer

    def views(self, user: str) -> list[Json]:
        """The open modals of a person, top last."""
        with self.state.lock:
            stack = self.state.views.stacks.get(self.state.person(user).id, [])
            return [self.state.views.shown(view) for view in stack]
