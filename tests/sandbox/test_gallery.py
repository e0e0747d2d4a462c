"""Every element of Block Kit in a real browser: drawn, used with the mouse and by keyboard, and sent as Slack sends it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from slack_sdk import WebClient

from bot.sandbox import Sandbox, World
from bot.sandbox.blocks import problems
from tests.browser import browser, in_a_browser
from tests.conftest import PATIENCE
from tests.sandbox.conftest import SECRET, TOKEN, WORLD
from tests.sandbox.gallery import INPUTS, MOMENT, Gallery, everything, live_form, option, plain, posts

__all__ = ["browser"]
MANIFEST = {"features": {"slash_commands": [{"command": "/gallery", "description": "Shows it all"}], "app_home": {"home_tab_enabled": True}}}
Json = dict[str, Any]
Opening = Callable[..., "Visit"]

CHANGED_MOMENT = 1_775_806_200  # 10 April 2026, 9.30 in Copenhagen
BOLD = {"text": {"type": "mrkdwn", "text": "*Bold* choice"}, "value": "bold", "description": {"type": "mrkdwn", "text": "with `code`"}}
SLANTED = {"text": {"type": "mrkdwn", "text": "_Slanted_ choice"}, "value": "slanted"}
SIMPLE = {"text": {"type": "mrkdwn", "text": "Plain choice"}, "value": "plain"}
CHERRY = option("cherry", "Cherry", description=plain("Only in July"))


def rich(*inlines: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(inlines)}]}


def words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text} | ({"style": style} if style else {})


# What each input holds at first, and what a person makes of it.
HELD: dict[str, tuple[str, str, Any, Any]] = {
    "text": ("plain_text_input", "value", "One line", "Another <line> & more"),
    "lines": ("plain_text_input", "value", "First\nSecond", "Third\nFourth"),
    "number": ("number_input", "value", "7", "12"),
    "decimal": ("number_input", "value", "2.5", "3.75"),
    "email": ("email_text_input", "value", "ada@example.org", "bo@example.org"),
    "url": ("url_text_input", "value", "https://example.org/?a=1&b=2", "https://example.org/æ?q=1"),
    "date": ("datepicker", "selected_date", "2026-03-12", "2026-04-10"),
    "time": ("timepicker", "selected_time", "16:30", "09:30"),
    "moment": ("datetimepicker", "selected_date_time", MOMENT, CHANGED_MOMENT),
    "menu": ("static_select", "selected_option", option("banana", "Banana"), CHERRY),
    "grouped": ("static_select", "selected_option", option("carrot", "Carrot"), option("beet", "Beet")),
    "menus": (
        "multi_static_select",
        "selected_options",
        [option("n1", "Number 1"), option("n2", "Number 2")],
        [option("n2", "Number 2"), *(option(f"n{number}", f"Number {number}") for number in (90, 91, 92, 93, 94, 95))],
    ),
    "groups": ("multi_static_select", "selected_options", [option("apple", "Apple")], [option("apple", "Apple"), option("beet", "Beet")]),
    "person": ("users_select", "selected_user", "U0BO", "U0ADA"),
    "people": ("multi_users_select", "selected_users", ["U0ADA", "U0BO"], ["U0BO", "U0CY"]),
    "place": ("conversations_select", "selected_conversation", "C0HALL", "C0VAULT"),
    "places": ("multi_conversations_select", "selected_conversations", ["C0HALL"], ["C0HALL", "C0VAULT"]),
    "channel": ("channels_select", "selected_channel", "C0HALL", "C0ATTIC"),
    "channels": ("multi_channels_select", "selected_channels", ["C0HALL"], ["C0HALL", "C0ATTIC"]),
    "fetched": ("external_select", "selected_option", option("oslo", "Oslo"), option("bergen", "Bergen")),
    "searched": (
        "multi_external_select",
        "selected_options",
        [option("oslo", "Oslo")],
        [option("oslo", "Oslo"), option("trondheim", "Trondheim")],
    ),
    "one": ("radio_buttons", "selected_option", BOLD, SIMPLE),
    "some": ("checkboxes", "selected_options", [BOLD, SLANTED], [SLANTED, SIMPLE]),
    "rich": ("rich_text_input", "rich_text_value", rich(words("Some "), words("bold", bold=True), words(" words")), rich(words("New words"))),
}
FIRST, CHANGED = 2, 3
NO_FILES = {"b-files": {"files": {"type": "file_input", "files": []}}}


def state(which: int, ending: str = "") -> Json:
    """`view.state.values` of all inputs."""
    return {f"b-{name}{ending}": {f"{name}{ending}": _held(name, row[which])} for name, row in HELD.items()}


def empty(ending: str) -> Json:
    values = {name: [] if isinstance(row[FIRST], list) else None for name, row in HELD.items()}
    return {f"b-{name}{ending}": {f"{name}{ending}": _held(name, value)} for name, value in values.items()}


def _held(name: str, value: Any) -> Json:
    kind, field = HELD[name][:2]
    return {"type": kind, field: value} | ({"timezone": "Europe/Copenhagen"} if name == "time" else {})


# --- the browser ----------------------------------------------------------------------------------------------------------


def seen(test: Callable[..., None]) -> Callable[..., None]:
    for mark in in_a_browser:
        test = mark(test)
    return test


class Visit:
    """Ada in front of the page of a sandbox, with the gallery's bot behind it."""

    def __init__(self, page: Page, sandbox: Sandbox, gallery: Gallery) -> None:
        self.page, self.sandbox, self.gallery = page, sandbox, gallery
        self.composer = page.get_by_role("main").get_by_role("textbox").last
        self.form = page.get_by_role("dialog").first

    def write(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")

    def open(self, form: str) -> Locator:
        self.write(f"/gallery {form}")
        expect(self.form).to_be_visible()
        return self.form

    def block(self, block_id: str) -> Locator:
        return self.page.locator(f'[data-block="{block_id}"]')

    def send(self) -> None:
        self.form.get_by_role("button", name="Send", exact=True).click()

    def sent(self, count: int) -> Json:
        """The state of the last of `count` forms that reached the bot."""
        self.until(lambda: len(self.gallery.kind("view_submission")) >= count)
        forms = self.gallery.kind("view_submission")
        assert len(forms) == count
        return dict(forms[-1]["view"]["state"]["values"])

    def acted(self, count: int) -> Json:
        """The last of `count` actions that reached the bot."""
        self.until(lambda: len(self.gallery.kind("block_actions")) >= count)
        actions = self.gallery.kind("block_actions")
        assert len(actions) == count
        return dict(actions[-1])

    def all_answered(self, kind: str) -> bool:
        """The record knows a request when the bot has answered it, and the page has what the bot wrote before its answer."""
        return len(self.sandbox.calls(kind)) == len(self.gallery.kind(kind))

    def manner(self, manner: str) -> None:
        """How the bot answers from now on; "gone" is no answer from anybody, and for "hangs" the sandbox does not wait long."""
        self.gallery.manner = manner
        self.sandbox.events_url = "http://127.0.0.1:1/" if manner == "gone" else self.gallery.url
        self.sandbox._post.patience = 0.15 if manner == "hangs" else PATIENCE

    def until(self, true: Callable[[], object]) -> None:
        for _ in range(500):
            if true():
                return
            self.page.wait_for_timeout(10)
        raise AssertionError("it did not come true")


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opening]:
    """Opens a window; what goes wrong in the page fails the test."""
    wrong: list[str] = []
    ends: list[Callable[[], None]] = []

    def opened(language: str = "da", patience: float = PATIENCE) -> Visit:
        gallery = Gallery(SECRET)
        sandbox = Sandbox(
            World.load(WORLD),
            signing_secret=SECRET,
            bot_token=TOKEN,
            events_url=gallery.url,
            patience=patience,
            manifest=MANIFEST,
            language=language,
        )
        sandbox.start()
        gallery.api = WebClient(TOKEN, base_url=f"{sandbox.base}/api/")
        context = browser.new_context(viewport={"width": 1080, "height": 860})
        context.route("https://**", _elsewhere)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto(f"{sandbox.base}/#U0ADA/C0HALL")
        ends.extend((context.close, gallery.close, sandbox.stop))
        return Visit(page, sandbox, gallery)

    yield opened
    for end in ends:
        end()
    assert wrong == []


def _elsewhere(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<title>Elsewhere</title>")


def says(place: Locator, sentence: str) -> None:
    """The same as to_have_text, which looks more and more seldom, as soon as it is so."""
    place.filter(has_text=sentence).wait_for()
    expect(place).to_have_text(sentence)


def gone(place: Locator) -> None:
    place.wait_for(state="hidden")


def pick(block: Locator, *names: str, search: str = "") -> None:
    """Open a menu with a search field and click what it offers."""
    block.get_by_role("combobox").click()
    menu = block.get_by_role("dialog")
    if search:
        menu.get_by_role("searchbox").fill(search)
    for name in names:
        menu.get_by_text(name, exact=True).click()
    if menu.is_visible():
        block.page.keyboard.press("Escape")


def typing(text: str) -> Callable[[Locator, bool], None]:
    return lambda block, fresh: block.get_by_role("textbox").fill(text)


def choosing(label: str) -> Callable[[Locator, bool], None]:
    return lambda block, fresh: block.get_by_role("combobox").select_option(label=label) and None


def _date(block: Locator, fresh: bool) -> None:
    if fresh:
        block.get_by_role("textbox").fill("10/4/2026")
        block.get_by_role("textbox").press("Tab")
        expect(block.get_by_role("textbox")).to_have_value("10.04.2026")
        return
    block.get_by_role("button", name="Vælg i kalenderen").click()
    block.get_by_role("button", name="Måneden efter").click()
    expect(block.get_by_role("dialog")).to_contain_text("april 2026")
    block.get_by_role("button", name="fredag den 10. april 2026").click()
    expect(block.get_by_role("textbox")).to_have_value("10.04.2026")


def _time(block: Locator, fresh: bool) -> None:
    block.get_by_role("button", name="Vælg klokkeslæt").click()
    block.get_by_role("button", name="09.30", exact=True).click()
    expect(block.get_by_role("textbox")).to_have_value("09.30")


def _moment(block: Locator, fresh: bool) -> None:
    if fresh:
        block.get_by_role("textbox").fill("10.4.2026 kl. 9.30")
        return
    block.get_by_role("button", name="Vælg i kalenderen").click()
    block.get_by_role("button", name="09.30", exact=True).click()
    block.get_by_role("button", name="Vælg i kalenderen").click()
    block.get_by_role("button", name="Måneden efter").click()
    block.get_by_role("button", name="fredag den 10. april 2026").click()
    expect(block.get_by_role("textbox")).to_have_value("10.04.2026 09.30")


def _menus(block: Locator, fresh: bool) -> None:
    if fresh:
        pick(block, "Number 2", search="number 2")
    else:
        block.get_by_role("button", name="Fjern Number 1").click()
    pick(block, *(f"Number {number}" for number in range(90, 96)), search="number 9")


def _groups(block: Locator, fresh: bool) -> None:
    pick(block, *(["Apple"] if fresh else []), "Beet")
    block.get_by_role("combobox").click()
    expect(block.get_by_role("dialog")).to_contain_text("Vælg højst 2.")
    expect(block.get_by_role("checkbox", name="Carrot")).to_be_disabled()
    block.page.keyboard.press("Escape")


def _people(block: Locator, fresh: bool) -> None:
    if not fresh:
        block.get_by_role("button", name="Fjern Ada").click()
    pick(block, *(["Bo Berg"] if fresh else []), "Cy Cole")


def _fetched(block: Locator, fresh: bool) -> None:
    pick(block, "Bergen")
    expect(block.get_by_role("combobox")).to_have_text("Bergen")


def _searched(block: Locator, fresh: bool) -> None:
    block.get_by_role("combobox").click()
    menu = block.get_by_role("dialog")
    expect(menu).to_contain_text("Skriv mindst 2 tegn.")
    for name in ["Oslo"] * fresh + ["Trondheim"]:
        menu.get_by_role("searchbox").fill(name[:3].lower())
        menu.get_by_text(name, exact=True).click()
    menu.get_by_role("searchbox").fill("xyz")
    expect(menu).to_contain_text("Intet passer.")
    block.page.keyboard.press("Escape")


def _some(block: Locator, fresh: bool) -> None:
    if fresh:
        block.get_by_text("Slanted").click()
    else:
        block.get_by_role("checkbox", name="Bold choice").uncheck()
    block.get_by_text("Plain choice").click()


def _also(name: str) -> Callable[[Locator, bool], None]:
    return lambda block, fresh: pick(block, *(["#the-hall"] if fresh else []), name)


CHANGES: dict[str, Callable[[Locator, bool], None]] = {
    "text": typing("Another <line> & more"),
    "lines": typing("Third\nFourth"),
    "number": typing("12"),
    "decimal": typing("3,75"),
    "email": typing("bo@example.org"),
    "url": typing("https://example.org/æ?q=1"),
    "date": _date,
    "time": _time,
    "moment": _moment,
    "menu": choosing("Cherry – Only in July"),
    "grouped": choosing("Beet"),
    "menus": _menus,
    "groups": _groups,
    "person": choosing("Ada Ahl"),
    "people": _people,
    "place": choosing("#vault"),
    "places": _also("#vault"),
    "channel": choosing("#attic"),
    "channels": _also("#attic"),
    "fetched": _fetched,
    "searched": _searched,
    "one": lambda block, fresh: block.get_by_text("Plain choice").click(),
    "some": _some,
    "rich": typing("New words"),
}


# --- the tests ------------------------------------------------------------------------------------------------------------


def test_slack_would_take_everything_in_the_gallery() -> None:
    assert HELD.keys() == CHANGES.keys() == INPUTS.keys()
    shown = list(everything("https://gallery.example"))
    assert {name: problems(kind, payload) for name, kind, payload in shown} == {name: [] for name, _, _ in shown}
    slack_validate = pytest.importorskip("slack_validate", reason="the reference check lies in the folder `shared` beside the project")
    errors = {name: [issue for issue in slack_validate.check(kind, payload) if issue.level == "error"] for name, kind, payload in shown}
    assert errors == {name: [] for name, _, _ in shown}


@seen
def test_a_form_sends_what_stood_in_it_at_first_and_then_what_a_person_made_of_it(visit: Opening) -> None:
    at = visit()
    form = at.open("form")
    expect(form.get_by_label("Text", exact=True)).to_be_focused()  # focus_on_load
    at.send()
    gone(form)
    assert at.sent(1) == state(FIRST) | empty("-empty") | NO_FILES
    at.open("form")
    for name, change in CHANGES.items():
        change(at.block(f"b-{name}"), False)
        change(at.block(f"b-{name}-empty"), True)
    at.send()
    gone(form)
    assert at.sent(2) == state(CHANGED) | state(CHANGED, "-empty") | NO_FILES


# What one types in a menu that is closed, or what one looks for and ticks.
KEYED: dict[str, str | list[str]] = {
    "menu": "Che",
    "grouped": "Be",
    "menus": ["Number 2", *(f"Number {number}" for number in range(90, 96))],
    "groups": ["Apple", "Beet"],
    "person": "Ada",
    "people": ["Bo Berg", "Cy Cole"],
    "place": "#v",
    "places": ["#the-hall", "#vault"],
    "channel": "#a",
    "channels": ["#the-hall", "#attic"],
    "fetched": ["Bergen"],
    "searched": ["Oslo", "Trondheim"],
}
BESIDE = ("date", "time", "menu", "menus", "person", "place", "channels", "fetched", "searched", "one")
"""What is used beside a section, where the bot hears of it at once."""
NEXT_FIELD = 16
"""So many stops of the Tab key lie between two places at most; before the first are the conversations."""


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def to(self, target: Locator) -> None:
        for _ in range(NEXT_FIELD):
            if target.evaluate("node => node === document.activeElement"):
                return
            self("Tab")
        raise AssertionError(f"the Tab key does not come to {target}")


@seen
def test_a_form_is_filled_in_and_sent_without_a_mouse(visit: Opening) -> None:
    at = visit()
    keys = Keys(at.page)
    expect(at.composer).to_be_enabled()
    keys.to(at.composer)
    keys.type("/gallery needed")
    keys("Enter")
    form = at.form
    expect(form.get_by_label("Text", exact=True)).to_be_focused()
    keys("Enter")
    required = {name: "Skriv noget her." if row[0].endswith("_input") else "Vælg noget her." for name, row in HELD.items()}
    assert {name: at.block(f"b-{name}").locator(".bk-error").text_content() for name in required} == required
    expect(form.get_by_label("Text", exact=True)).to_be_focused()
    assert at.gallery.kind("view_submission") == []

    def field(name: str) -> Locator:
        return at.block(f"b-{name}").get_by_label(name.capitalize(), exact=True).first

    for name in ("text", "lines", "number", "decimal", "email", "url"):
        keys.to(field(name))
        keys.type("3,75" if name == "decimal" else HELD[name][CHANGED])
    keys.to(field("date"))
    keys.type("10.4.2026")
    keys.to(at.block("b-time").get_by_role("button", name="Vælg klokkeslæt"))
    keys("Enter")
    expect(at.block("b-time").get_by_role("button", name="09.00", exact=True)).to_be_focused()
    keys("ArrowDown", "Enter")
    expect(field("time")).to_have_value("09.30")
    keys.to(field("moment"))
    keys.type("9.4.2026 0930")
    keys.to(at.block("b-moment").get_by_role("button", name="Vælg i kalenderen"))
    keys("Enter", "PageDown", "Escape", "Enter", "ArrowRight", "Enter")
    expect(field("moment")).to_have_value("10.04.2026 09.30")
    for name, sought in KEYED.items():
        keys.to(field(name))
        if isinstance(sought, str):
            keys.type(sought)
            continue
        keys("Enter")
        menu = at.block(f"b-{name}").get_by_role("dialog")
        for one in sought:
            expect(menu.get_by_role("searchbox")).to_be_focused()
            keys("ControlOrMeta+a")
            keys.type(one)
            expect(menu.locator("label").first).to_have_text(one)
            keys("ArrowDown", "Space")
            if menu.is_visible():
                keys("ArrowUp")
        if menu.is_visible():
            keys("Escape")
        expect(menu).to_be_hidden()
    keys.to(form.get_by_role("radio", name="Bold choice"))
    keys("ArrowDown", "ArrowDown")
    for label in ("Slanted choice", "Plain choice"):
        keys.to(at.block("b-some").get_by_role("checkbox", name=label))
        keys("Space")
    keys.to(field("rich"))
    keys.type("New words")
    keys.to(form.get_by_role("button", name="Send"))
    keys("Enter")
    gone(form)
    assert at.sent(1) == state(CHANGED)
    expect(at.composer).to_be_focused()


@seen
def test_what_slack_would_not_send_stays_in_the_form_and_the_bots_answers_are_done(visit: Opening) -> None:
    at = visit()
    form = at.open("form")
    wrong = {
        "text": ("x" * 41, "Højst 40 tegn. Her er 1 for meget."),
        "lines": ("abc", "Skriv mindst 5 tegn."),
        "number": ("21", "Skriv et tal fra 1 til 20."),
        "number-empty": ("2.5", "Skriv et helt tal."),
        "decimal": ("two", "Skriv et tal."),
        "email": ("ada", "Skriv en e-mailadresse, som navn@sted.dk."),
        "url": ("example.org", "Skriv en adresse, der begynder med https://."),
        "date": ("31.2.2026", "Det her er ikke skrevet færdigt."),
        "date-empty": ("12.3.", "Det her er ikke skrevet færdigt."),
        "time": ("25.00", "Det her er ikke skrevet færdigt."),
        "moment": ("12.3.2026", "Det her er ikke skrevet færdigt."),
        "rich": ("", "Skriv noget her."),
    }
    for name, (text, _) in wrong.items():
        at.block(f"b-{name}").get_by_role("textbox").fill(text)
    at.block("b-menus").get_by_role("button", name="Fjern Number 1").click()
    at.block("b-menus").get_by_role("button", name="Fjern Number 2").click()
    at.send()
    told = {name: sentence for name, (_, sentence) in wrong.items()} | {"menus": "Vælg noget her."}
    assert {name: at.block(f"b-{name}").locator(".bk-error").all_text_contents() for name in told} == {name: [one] for name, one in told.items()}
    assert form.locator(".bk-error").count() == len(told)
    expect(form.get_by_label("Text", exact=True)).to_be_focused()
    expect(form.get_by_label("Text", exact=True)).to_have_accessible_description("A plain_text_input Højst 40 tegn. Her er 1 for meget.")
    at.block("b-text").get_by_role("textbox").fill("short")
    expect(at.block("b-text").locator(".bk-error")).to_have_count(0)
    at.page.keyboard.press("Escape")
    gone(form)
    assert at.gallery.kind("view_submission") == []

    form = at.open("question")
    answer, other = form.get_by_label("Answer"), form.get_by_label("Other")

    def answered(wish: str, count: int) -> None:
        answer.fill(wish)
        other.fill("typed before")
        answer.press("Enter")
        assert at.sent(count)["b-answer"]["answer"]["value"] == wish

    answered("errors", 1)
    expect(at.block("b-other").locator(".bk-error")).to_have_text("Here is something wrong.")
    expect(at.block("b-answer").locator(".bk-error")).to_have_text("And here.")
    expect(answer).to_be_focused()
    expect(other).to_have_value("typed before")
    answered("update", 2)
    expect(form.get_by_role("heading", name="Updated")).to_be_visible()
    expect(form.locator(".bk-error")).to_have_count(0)
    expect(other).to_have_value("typed before")
    answered("push", 3)
    expect(form.get_by_role("heading", name="On top")).to_be_visible()
    expect(form).to_contain_text("1 formular ligger under denne")
    expect(other).to_have_value("")
    answered("nothing", 4)
    expect(form.get_by_role("heading", name="Updated")).to_be_visible()
    expect(other).to_have_value("typed before")
    answered("push", 5)
    expect(form.get_by_role("heading", name="On top")).to_be_visible()
    answered("clear", 6)
    gone(form)


@seen
def test_a_form_changes_while_it_is_open_and_keeps_what_was_typed(visit: Opening) -> None:
    at = visit()
    form = at.open("live")
    told = at.block("told")
    expect(form.locator(".bk-unknown")).to_have_count(0)
    expect(form.locator(".bk-alert")).to_have_count(5)
    quiet = form.get_by_label("Quiet")
    quiet.fill("half a sen")
    form.get_by_label("On enter").fill("entered")
    assert at.gallery.kind("block_actions") == []
    form.get_by_label("On enter").press("Enter")
    says(told, 'Told: on enter "entered"')
    first = at.acted(1)
    assert first["actions"][0]["value"] == "entered"
    assert first["view"]["state"]["values"]["b-quiet"]["quiet"]["value"] == "half a sen"
    form.get_by_label("On letters").press_sequentially("letters", delay=0)
    says(told, 'Told: on letters "letters"')
    expect(form.get_by_label("On letters")).to_be_focused()
    form.get_by_label("Chosen").select_option(label="Banana")
    says(told, 'Told: chosen "banana"')
    expect(quiet).to_have_value("half a sen")
    form.get_by_role("button", name="Press", exact=True).first.click()
    says(told, 'Told: press "pressed"')

    done = len(at.gallery.kind("block_actions"))
    sure = at.page.get_by_role("dialog", name="Really?")
    form.get_by_role("button", name="Destroy").click()
    expect(sure).to_contain_text("This cannot be undone.")
    sure.get_by_role("button", name="Leave it").click()
    gone(sure)
    form.get_by_role("button", name="Destroy").click()
    at.page.keyboard.press("Escape")
    gone(sure)
    expect(form).to_be_visible()
    assert len(at.gallery.kind("block_actions")) == done
    form.get_by_role("button", name="Destroy").click()
    sure.get_by_role("button", name="Do it").click()
    says(told, 'Told: destroy "gone"')
    at.block("row").get_by_role("button", name="Flere muligheder").click()
    form.get_by_role("menuitem", name="Cherry Only in July").click()
    says(told, 'Told: overflow "cherry"')
    with at.page.expect_popup() as elsewhere:
        form.get_by_role("button", name="Visit the example").click()
    expect(elsewhere.value).to_have_title("Elsewhere")
    elsewhere.value.close()
    says(told, "Told: visit null")

    def arrived(name: str) -> bool:
        """The bot has the last change, and has answered every one: an answer still on its way could come after that to the next change."""
        field, change = HELD[name][1], HELD[name][CHANGED]
        values = at.gallery.kind("block_actions")[-1]["view"]["state"]["values"]
        return at.all_answered("block_actions") and values[f"s-{name}"][f"beside-{name}"][field] == change

    for name in BESIDE:
        CHANGES[name](at.block(f"s-{name}"), True)
        at.until(lambda now=name: arrived(now))
        told.filter(has_text=f"Told: beside-{name} ").wait_for()
    values = at.gallery.kind("block_actions")[-1]["view"]["state"]["values"]
    assert {name: values[f"s-{name}"][f"beside-{name}"] for name in BESIDE} == {name: _held(name, HELD[name][CHANGED]) for name in BESIDE}
    expect(quiet).to_have_value("half a sen")

    quiet.fill("half a sentence")  # of which the sandbox does not know yet
    quiet.press("Home")
    at.gallery.api.views_update(view_id=at.sandbox.views("ada")[-1]["id"], view=live_form(at.gallery.base, "by itself"))
    says(told, "Told: by itself")
    expect(quiet).to_be_focused()
    at.page.keyboard.type("now ")
    expect(quiet).to_have_value("now half a sentence")
    form.get_by_role("button", name="Go on").click()
    expect(form.get_by_role("heading", name="On top")).to_be_visible()
    form.get_by_role("button", name="Not now").click()
    expect(form.get_by_role("heading", name="It changes")).to_be_visible()
    expect(quiet).to_have_value("now half a sentence")
    expect(at.block("s-fetched").get_by_role("combobox")).to_have_text("Bergen")
    form.get_by_role("button", name="Luk alt").click()
    gone(form)
    at.until(lambda: at.gallery.kind("view_closed"))


@seen
def test_every_block_is_drawn_in_messages_and_at_home_and_what_is_in_them_works(visit: Opening) -> None:
    at = visit()
    at.write("/gallery posts")
    channel = at.page.get_by_role("log")
    expect(channel.get_by_role("article").filter(has_text="Press the attached")).to_be_visible()
    expect(channel.locator(".bk-unknown")).to_have_count(0)
    drawn = set(channel.locator("[data-block]").evaluate_all("nodes => nodes.map((node) => node.className.split('bk-').at(-1))"))
    posted = [payload for _, kind, payload in everything(at.gallery.base) if kind == "message"]
    assert drawn == {block["type"] for post in posted for block in post.get("blocks", [])}
    eagerly = "nodes => Promise.all(nodes.map((node) => { node.loading = 'eager'; return node.decode().then(() => node.alt); }))"
    pictures = channel.locator("img").evaluate_all(eagerly)
    assert {"A landscape", "A thumbnail", "A little picture", "The first picture of the video", "A sign"} <= set(pictures)
    expect(channel.get_by_text("torsdag den 12. marts 2026 15.30")).to_have_count(2)
    expect(channel.locator(".bk-rich_text").first).to_contain_text("a link @Ada #the-hall @here")
    expect(channel.locator(".bk-when-moment input")).to_have_value("12.03.2026 15.30")
    beds = channel.locator(".bk-data_table")
    assert beds.locator("tbody tr:visible th").all_text_contents() == ["Aalborg", "Aarhus", "Bergen"]
    beds.get_by_role("button", name="Næste side").click()
    beds.get_by_role("button", name="Næste side").click()
    assert beds.locator("tbody tr:visible th").all_text_contents() == ["Tromsø", "Trondheim"]
    expect(beds).to_contain_text("Række 7–8 af 8")
    expect(channel.locator(".bk-data_visualization svg")).to_have_count(4)
    expect(channel.get_by_role("table").filter(has_text="Not coming").first.get_by_role("row").last).to_have_text("Not coming2-11,5")
    expect(channel.get_by_role("img", name="gik galt")).to_be_visible()

    def told(sentence: str) -> None:
        channel.get_by_role("article").filter(has_text=f"Told: {sentence}").wait_for()

    row = channel.locator('[data-block="row"]')
    row.get_by_role("button", name="Press").click()
    told('press "pressed"')
    assert at.acted(1)["response_url"].startswith(f"{at.sandbox.base}/hooks/response/")
    row.get_by_role("button", name="Destroy").click()
    at.page.get_by_role("dialog", name="Really?").get_by_role("button", name="Do it").click()
    told('destroy "gone"')
    row.get_by_role("button", name="Flere muligheder").click()
    row.get_by_role("menuitem", name="Banana").click()
    told('overflow "banana"')
    for name, told_of in (
        ("date", '"2026-04-10"'),
        ("person", '"U0ADA"'),
        ("people", '["U0BO", "U0CY"]'),
        ("fetched", '"bergen"'),
        ("one", '"plain"'),
    ):
        CHANGES[name](channel.locator(f'[data-block="s-{name}"]'), True)
        told(f"beside-{name} {told_of}")
    for name, told_of in (
        ("This was good", 'feedback "good"'),
        ("Delete", 'trash "deleted"'),
        ("Press inside", "box-press"),
        ("Press the attached", "attached"),
    ):
        channel.get_by_role("button", name=name).click()
        told(told_of)
    channel.locator(".bk-carousel article").filter(has_text="Card 2").get_by_role("button", name="Yes").click()
    told("card-2-yes")

    at.page.get_by_role("navigation").get_by_role("link", name="waiter").click()
    at.page.get_by_role("tab", name="Hjem").click()
    home = at.page.get_by_role("tabpanel", name="Hjem")
    says(at.block("told"), "Told: Nothing yet")
    expect(home.locator(".bk-unknown")).to_have_count(0)
    home.get_by_label("Home text").fill("at home")
    home.get_by_label("Home text").press("Enter")
    says(at.block("told"), 'Told: home text "at home"')
    home.get_by_label("Home rich").fill("richly")
    home.get_by_label("Home rich").press("Enter")
    expect(at.block("told")).to_contain_text('"text": "richly"')
    _date(at.block("b-home date"), True)
    says(at.block("told"), 'Told: home date "2026-04-10"')
    expect(home.get_by_label("Home text")).to_have_value("at home")
    at.block("row").get_by_role("button", name="Go on").click()
    says(at.block("told"), 'Told: proceed "on"')


MANNERS = ("garbage", "500", "gone", "hangs")
SENTENCES = {
    "da": {
        "garbage": "waiter svarede noget, som ikke kan vises. Prøv igen, eller se mere bag kulissen.",
        "500": "waiter svarede med en fejl (500). Prøv igen om lidt.",
        "hangs": "waiter svarede ikke i tide. Prøv igen om lidt.",
        "gone": "Der var ikke forbindelse til waiter. Prøv igen om lidt.",
        "kept": "Det, du skrev, står her stadig.",
    },
    "nb": {
        "garbage": "waiter svarte noe som ikke kan vises. Prøv igjen, eller se mer bak kulissene.",
        "500": "waiter svarte med en feil (500). Prøv igjen om litt.",
        "hangs": "waiter svarte ikke i tide. Prøv igjen om litt.",
        "gone": "Fikk ikke kontakt med waiter. Prøv igjen om litt.",
        "kept": "Det du skrev, står her fortsatt.",
    },
    "en": {
        "garbage": "waiter answered something that cannot be shown. Try again, or see more behind the scenes.",
        "500": "waiter answered with an error (500). Try again in a moment.",
        "hangs": "waiter did not answer in time. Try again in a moment.",
        "gone": "waiter could not be reached. Try again in a moment.",
        "kept": "What you typed is still here.",
    },
}


@seen
def test_a_rude_bot_is_told_of_in_a_sentence_and_nothing_typed_is_lost(visit: Opening) -> None:
    """A command in every language, and all the rest in Danish."""
    at = visit()
    for language in ("nb", "en", "da"):
        at.sandbox.language = language
        at.page.reload()
        told = SENTENCES[language]
        for manner in MANNERS:
            at.manner(manner)
            at.write("/gallery question of life")
            says(at.page.locator("main .composer").get_by_role("alert"), f"{told[manner]} {told['kept']}")
            expect(at.composer).to_have_value("/gallery question of life")
            at.composer.fill("")
            expect(at.composer).to_have_value("")
    at.gallery.api.chat_postMessage(channel="C0HALL", text="elements", **posts(at.gallery.base)["elements"])
    row = at.block("row")
    for manner in MANNERS:
        at.manner(manner)
        row.get_by_role("button", name="Press").click()
        says(row.get_by_role("alert"), told[manner])
        expect(row.get_by_role("button", name="Press")).to_be_enabled()
    at.manner("")
    row.get_by_role("button", name="Press").click()
    expect(row.get_by_role("alert")).to_have_count(0)

    form = at.open("live")
    quiet, fetched, row = form.get_by_label("Quiet"), form.locator('[data-block="s-fetched"]'), form.locator('[data-block="row"]')
    quiet.fill("half a sen")
    for manner in (*MANNERS, "odd"):
        sentence = told["garbage" if manner == "odd" else manner]
        at.manner(manner)
        row.get_by_role("button", name="Press").click()
        says(row.get_by_role("alert"), sentence)
        fetched.get_by_role("combobox").click()
        says(fetched.get_by_role("dialog").get_by_role("status"), sentence)
        at.page.keyboard.press("Escape")
        at.send()
        says(form.locator(".modal-foot").get_by_role("alert"), f"{sentence} {told['kept']}")
        expect(quiet).to_have_value("half a sen")
    at.manner("")
    at.send()
    gone(form)
    assert at.gallery.kind("view_submission")[-1]["view"]["state"]["values"]["b-quiet"]["quiet"]["value"] == "half a sen"
