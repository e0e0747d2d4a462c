"""Types for ids that could be mixed up."""

from typing import NewType

UserId = NewType("UserId", str)
"""Slack's id of a person: U… or W…"""
ChannelId = NewType("ChannelId", str)
"""Slack's id of a conversation: C…, G… or D…"""
DepartmentId = NewType("DepartmentId", int)
GatheringId = NewType("GatheringId", int)
LetterId = NewType("LetterId", int)
"""Key of a row in `outgoing`."""
QuestionId = NewType("QuestionId", int)
TurnId = NewType("TurnId", int)
