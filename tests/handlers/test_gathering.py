"""The pizza meeting, branch by branch, as people see it."""

from tests.conftest import House


def test_an_invited_meeting_stands_in_the_channel_with_three_answers(any_house: House) -> None:
    any_house.set_up()
    any_house.invite(seats="10")
    post = any_house.sandbox.seen("anne", "medicinsk")[-1]
    assert "*Pizza*" in post["blocks"][0]["text"]["text"]
    assert [button["action_id"] for button in post["blocks"][-2]["elements"]] == ["gathering.yes", "gathering.maybe", "gathering.no"]
