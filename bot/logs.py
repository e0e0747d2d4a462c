"""Structured logs: one JSON line an event, with ids and never texts.

Libraries log through the same handler. Their messages may quote what people wrote (Bolt prints request bodies, HTTP clients print URLs with
secret paths), so of a library's record only its level, its logger and the place in the code survive, and of an exception its type and lines.
"""

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog


def get(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of a room."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(f"spire.{name}")
    return logger


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send everything to `stream` (default: standard error) as JSON lines."""
    handler = logging.StreamHandler(stream or sys.stderr)
    shared: list[Any] = [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, _stamp, _place_only]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_foreign, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer(ensure_ascii=False)],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel("WARNING")
    logging.getLogger("spire").setLevel(level)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


_stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)


def _foreign(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep the place of a library's record and drop its words."""
    record: logging.LogRecord = event["_record"]
    event["event"] = "library"
    event["at"] = f"{record.module}:{record.lineno}"
    event.pop("positional_args", None)
    return event


def _place_only(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """An exception's type and lines of code; its message and its values may quote people."""
    info = event.pop("exc_info", None)
    if not info:
        return event
    kind, error, trace = sys.exc_info() if info is True else _triple(info)
    event["error"] = kind.__name__ if kind else "unknown"
    event["trace"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-12:]]
    if error is not None and error.__cause__ is not None:
        event["cause"] = type(error.__cause__).__name__
    return event


def _triple(info: Any) -> tuple[type[BaseException] | None, BaseException | None, TracebackType | None]:
    if isinstance(info, BaseException):
        return type(info), info, info.__traceback__
    kind, error, trace = info
    return kind, error, trace
