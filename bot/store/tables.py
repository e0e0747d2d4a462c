"""The tables. One deployment, one workspace, one database: there is no tenant column to forget.

Moments are stored in UTC and come back as aware UTC datetimes on both databases. Free text lives in `department`, `gathering`, `attendee`,
`person`, `listing`, `learned`, `question`, `message`, `ordinary_way`, `mentor_request` and `mentorship` only; `outgoing`, `due`, `inbound` and
`log` hold ids and moments.
Who asked a question stands in `asker` alone, and in `outgoing` while what they are told is on its way.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect


class Moment(TypeDecorator[datetime]):
    """An aware moment; SQLite has no zones, so UTC is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value if value is None else value.astimezone(UTC)  # a naive value would be read as local time: mypy and ruff keep them out

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        found: datetime | None = value
        if found is None:
            return None
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
SLACK_ID = String(32)

department = Table(
    "department",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", SLACK_ID, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("hospital", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("working_days", String(16), nullable=False, comment="ISO weekdays, 1 = Monday: '12345'"),
    Column("closing_days", Text, nullable=False, comment="yearly, MM-DD, blank between them"),
    Column("coffee_break", String(5), comment="HH:MM, local"),
)
organiser = Table(
    "organiser",
    metadata,
    Column("department_id", ForeignKey("department.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", SLACK_ID, primary_key=True),
    Column("deputy", SLACK_ID),
)
person = Table(
    "person",
    metadata,
    Column("user_id", SLACK_ID, primary_key=True),
    Column("language", String(2), comment="their own choice; null: the department's"),
    Column("standing", String(16), comment="member, admin, guest, stranger, bot or gone; null: Slack was not asked yet"),
    Column("meal", Text, comment="remembered because they ticked it"),
    Column("allergies", Text, comment="remembered because they ticked it"),
)
direct = Table(
    "direct",
    metadata,
    Column("recipient", SLACK_ID, primary_key=True, comment="a person, or two with a comma between"),
    Column("channel", SLACK_ID, nullable=False, comment="the conversation Slack opened with them"),
)
gathering = Table(
    "gathering",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("department_id", ForeignKey("department.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("draft", String(64), nullable=False, unique=True, comment="the form's draft id: the same form twice is one meeting"),
    Column("title", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("seats", Integer),
    Column("organiser", SLACK_ID, nullable=False),
    Column("state", String(16), nullable=False),
    Column("sequence", Integer, nullable=False, comment="iCalendar SEQUENCE: goes up with every change"),
    Column("before", JSON(none_as_null=True), comment="what the last change replaced, for undo"),
    Column("changed_at", Moment, nullable=False),
    Column("attended_at", Moment, comment="when the organiser said who came"),
    CheckConstraint("state IN ('draft', 'invited', 'cancelled')", "state"),
)
attendee = Table(
    "attendee",
    metadata,
    Column("gathering_id", ForeignKey("gathering.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", SLACK_ID, primary_key=True),
    Column("answer", String(16), nullable=False),
    Column("guests", Integer, nullable=False),
    Column("answered_at", Moment, nullable=False),
    Column("meal", Text, comment="deleted the day after"),
    Column("allergies", Text, comment="deleted the day after"),
    Column("came", Boolean),
    CheckConstraint("answer IN ('yes', 'maybe', 'no', 'waiting', 'none')", "answer"),
)
hospital = Table(
    "hospital",
    metadata,
    Column("id", String(32), primary_key=True, comment="its code in the directory file"),
    Column("name", Text, nullable=False),
    Column("country", String(2), nullable=False, comment="DK or NO"),
    Column("hub", Boolean, nullable=False, comment="the university hospital, near for everybody"),
)
specialty = Table(
    "specialty",
    metadata,
    Column("id", String(32), primary_key=True, comment="its code: card, gyn, med"),
    Column("names", JSON, nullable=False, comment="a list: da, nb, en, then what people call it"),
)
environment = Table(
    "environment",
    metadata,
    Column("hospital", ForeignKey("hospital.id", ondelete="CASCADE"), primary_key=True),
    Column("specialty", ForeignKey("specialty.id", ondelete="CASCADE"), primary_key=True),
    Column("linked_hospital", ForeignKey("hospital.id", ondelete="CASCADE"), nullable=False),
    Column("linked_specialty", ForeignKey("specialty.id", ondelete="CASCADE"), nullable=False, comment="the established one beside an emerging one"),
)
listing = Table(
    "listing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True, comment="its id in the directory file, or the Slack id of who listed themselves"),
    Column("user_id", SLACK_ID, unique=True),
    Column("channel", SLACK_ID, comment="where a function is asked"),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("role", String(32), nullable=False),
    Column("hospital", ForeignKey("hospital.id", ondelete="SET NULL")),
    Column("specialty", String(32), nullable=False),
    Column("profession", String(32), nullable=False),
    Column("stage", String(32), nullable=False, comment="career stage; empty: not told"),
    Column("languages", JSON, nullable=False),
    Column("topics", JSON, nullable=False, comment="in their own words"),
    Column("stages", JSON, nullable=False, comment="career stages they mentor"),
    Column("slots", Integer, nullable=False, comment="how many open questions they take"),
    Column("absent_from", Date),
    Column("absent_to", Date, comment="the last day away"),
    Column("deputy", String(64), comment="key of who stands in"),
    Column("serves", JSON, nullable=False, comment="hospitals a function is for"),
    Column("functions", JSON, nullable=False, comment="roles a function does the work of; empty for a person"),
    Column("active", Boolean, nullable=False, comment="false: gone"),
    Column("agreed", Boolean, comment="to be shown to askers; null: not answered yet"),
    Column("changed_at", Moment, nullable=False),
    Column("revision", Integer, nullable=False, comment="goes up with every change"),
)
learned = Table(
    "learned",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", SLACK_ID, nullable=False, comment="whose click it was"),
    Column("topic", String(32), nullable=False),
    Column("language", String(2), nullable=False),
    Column("question", Text, nullable=False, comment="never an anonymous or confidential one"),
    Column("at", Moment, nullable=False),
    Column("taken_back_at", Moment, index=True),
)
question = Table(
    "question",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", String(200), nullable=False, unique=True, comment="the command or form it came with: the same one twice is one question"),
    Column("text", Text, nullable=False),
    Column("language", String(2), nullable=False, comment="what its asker was spoken to in"),
    Column("topic", String(32), comment="as its asker confirmed it"),
    Column("anonymous", Boolean, nullable=False),
    Column("about_asker", Text, nullable=False, comment="what an anonymous asker tells of themselves"),
    Column("department_id", ForeignKey("department.id", ondelete="SET NULL"), comment="whose organisers it may come to"),
    Column("state", String(16), nullable=False),
    Column("reason", String(32), comment="why it is closed, or with the organisers"),
    Column("asked_at", Moment, nullable=False),
    Column("promised_at", Moment, comment="when its asker hears next, at the latest"),
    Column("changed_at", Moment, nullable=False),
    Column("answer", Text, nullable=False, comment="in short, by who answered"),
    Column("answered_by", SLACK_ID),
    Column("helped", String(16), comment="yes, partly or no"),
    Column("asker_shares", Boolean, comment="null: not said"),
    Column("expert_shares", Boolean, comment="null: not said"),
    CheckConstraint("state IN ('draft', 'asked', 'held', 'queued', 'taken', 'answered', 'closed')", "state"),
    Index("ix_question_state", "state", "promised_at"),
    Index("ix_question_topic", "topic"),
)
asker = Table(
    "asker",
    metadata,
    Column("question_id", ForeignKey("question.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", SLACK_ID, nullable=False, index=True),
    Column("department_id", ForeignKey("department.id", ondelete="SET NULL"), comment="where they wrote"),
)
turn = Table(
    "turn",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question_id", ForeignKey("question.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("listing", String(64), nullable=False, comment="key of who is asked"),
    Column("recipient", SLACK_ID, nullable=False, comment="a person, or a function's channel"),
    Column("role", String(32), nullable=False, comment="as what they are asked"),
    Column("place", String(16), nullable=False, comment="where that is to the asker"),
    Column("asked_at", Moment, nullable=False, comment="when it reaches them: in their working hours"),
    Column("until", Moment, nullable=False, comment="when the next one is asked"),
    Column("outcome", String(16), comment="took, declined, silent, away, left, gave_back, too_late or done; null: not answered yet"),
    Column("taken_by", SLACK_ID, comment="who took it; in a channel, one of its members"),
    Column("ended_at", Moment, comment="null: it is one of their open questions"),
    Index("ix_turn_open", "ended_at", "listing"),
    Index("ix_turn_listing", "listing", "asked_at"),
)
message = Table(
    "message",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question_id", ForeignKey("question.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("by_asker", Boolean, nullable=False),
    Column("turn_id", ForeignKey("turn.id", ondelete="CASCADE"), comment="with whom; null: an organiser"),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
ordinary_way = Table(
    "ordinary_way",
    metadata,
    Column("hospital", String(160), primary_key=True, comment="its name"),
    Column("emergency", Text, nullable=False, comment="112"),
    Column("doctor", Text, nullable=False, comment="whom to call when it is urgent and not for an ambulance"),
    Column("crisis", Text, nullable=False, comment="a help line and its number"),
    Column("own", Text, nullable=False, comment="the hospital's own"),
)
due = Table(
    "due",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", String(64), nullable=False),
    Column("subject", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("too_late_at", Moment, nullable=False),
    Column("done_at", Moment),
    Index("ix_due_open", "done_at", "due_at"),
)
outgoing = Table(
    "outgoing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", String(64), nullable=False),
    Column("subject", Integer, nullable=False),
    Column("department_id", ForeignKey("department.id", ondelete="CASCADE")),
    Column("recipient", SLACK_ID, nullable=False, comment="a channel (C…, G…) or a person (U…, W…)"),
    Column("parent", ForeignKey("outgoing.id", ondelete="CASCADE"), comment="the post whose thread this answers in"),
    Column("due_at", Moment, nullable=False),
    Column("too_late_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(64), comment="text id of the reason"),
    Column("attempts", Integer, nullable=False),
    Column("looks", Integer, nullable=False, comment="how often the channel was searched after an unclear answer"),
    Column("not_before", Moment, comment="real time"),
    Column("first_sent_at", Moment, comment="real time of the first attempt: where a search starts"),
    Column("worker", String(64)),
    Column("lease_until", Moment, comment="real time"),
    Column("settled_at", Moment),
    Column("channel", SLACK_ID, comment="where it was posted"),
    Column("ts", String(32), comment="Slack's id of the message in that channel"),
    Column("wanted", Integer, nullable=False, comment="goes up when what the post shows has changed"),
    Column("shown", Integer, nullable=False, comment="the `wanted` that the post shows; smaller: stale"),
    CheckConstraint("state IN ('due', 'sending', 'unclear', 'sent', 'late', 'skipped', 'failed', 'unsure')", "state"),
    Index("ix_outgoing_open", "state", "due_at"),
    Index("ix_outgoing_subject", "kind", "subject"),
)
pace = Table(
    "pace",
    metadata,
    Column("key", String(64), primary_key=True, comment="'workspace', 'updates', 'channel:C…', 'method:chat.postMessage'"),
    Column("next_at", Moment, nullable=False, comment="real time"),
    Column("refused", Integer, nullable=False, comment="429s in a row"),
)
inbound = Table(
    "inbound",
    metadata,
    Column("key", String(200), primary_key=True, comment="event_id, or kind and trigger_id, or a fingerprint of a command"),
    Column("at", Moment, nullable=False, index=True),
    Column("subject", String(64), comment="what it led to"),
)
log = Table(
    "log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False, comment="when it happened"),
    Column("due_at", Moment, comment="when it should happen, or should have"),
    Column("department_id", ForeignKey("department.id", ondelete="CASCADE")),
    Column("kind", String(64), nullable=False),
    Column("subject", Integer, nullable=False),
    Column("outgoing_id", Integer),
    Column("recipient", SLACK_ID),
    Column("outcome", String(16), nullable=False, comment="scheduled, sent, late, skipped, failed, unsure, changed or done"),
    Column("reason", String(64), comment="text id"),
    Index("ix_log_department", "department_id", "id"),
)
worker = Table(
    "worker",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("beat_at", Moment, nullable=False, comment="real time"),
)
mentor_request = Table(
    "mentor_request",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", String(64), nullable=False, unique=True, comment="the form's draft id: the same form twice is one request"),
    Column("mentee", SLACK_ID, nullable=False, index=True),
    Column("purpose", String(16), nullable=False),
    Column("stage", String(32), nullable=False, comment="career stage, as they said it"),
    Column("wish", Text, nullable=False, comment="for the mentor who is asked alone; emptied when it is over"),
    Column("department_id", ForeignKey("department.id", ondelete="SET NULL"), comment="where they wrote"),
    Column("at", Moment, nullable=False),
)
mentorship = Table(
    "mentorship",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request_id", ForeignKey("mentor_request.id", ondelete="CASCADE"), nullable=False),
    Column("mentor", SLACK_ID, nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("proposed", JSON, nullable=False, comment="times in Unix seconds that one of the two could meet"),
    Column("by_mentor", Boolean, nullable=False, comment="who proposed them"),
    Column("round", Integer, nullable=False, comment="goes up with every proposal"),
    Column("meets_at", Moment, comment="the first meeting"),
    Column("note", Text, nullable=False, comment="the mentor's line with a no; emptied when it is over"),
    Column("changed_at", Moment, nullable=False, comment="when the state was reached"),
    CheckConstraint("state IN ('asked', 'accepted', 'declined', 'silent', 'withdrawn', 'ended', 'left')", "state"),
    UniqueConstraint("request_id", "mentor"),
)
