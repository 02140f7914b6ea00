"""Which terms of a requirement's exposure happened in a story."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from nemo_conformance.server.judge.speech import LONGEST
from nemo_conformance.server.judge.story import ENDED, Story, draft_in, segments, status_of
from nemo_conformance.server.record import LINK
from nemo_contract import Exposure as X

USES: Final = ("run_sse", "upload", "state", "render_submit")
Test = Callable[[Story], bool]


def exposed(term: X, story: Story) -> bool:
    """Whether it happened: by what the kit did on purpose, or by what is seen in the record."""
    test = TERMS.get(term)
    return bool(story.showing(term)) if test is None else test(story)


def _asked(*operations: str) -> Test:
    return lambda story: bool(story.of(*operations))


def _asked_for_token(story: Story) -> bool:
    return any(not one.showed(X.NO_CLIENT_ID) for one in story.of("anonymous_token"))


def _saw_file(story: Story) -> bool:
    """A file was asked for by somebody whose it is, and so had to be there."""
    hidden = {X.FOREIGN_RENDER, X.UNKNOWN_RENDER}
    asked = story.of("render_download")
    return any(not one.shows.intersection(hidden) for one in asked) or any(
        one.fine for one in story.links
    )


def _saw_draft(story: Story) -> bool:
    """A draft with a segment was told or sent, or had to be told after an edit."""
    if any(story.state_after(one) is not None for one in story.showing(X.EDIT_DONE)):
        return True
    told = (draft_in(one) for one in story.of("state", "render_submit"))
    return any(draft is not None and segments(draft) for draft in told)


def _ended(story: Story) -> bool:
    """A render told its end, or had no more time for it."""
    return any(status_of(one) in ENDED or story.overdue(one) for one in story.of("render_poll"))


def _stream_ended(story: Story) -> bool:
    """A stream was followed to its end, or for longer than it may last."""
    return any(not one.call.left or one.lasted >= LONGEST for one in story.speeches)


TERMS: Final[Mapping[X, Test]] = MappingProxyType(
    {
        X.API_REQUEST: lambda story: any(one.operation not in (None, LINK) for one in story.calls),
        X.TOKEN_REQUEST: _asked_for_token,
        X.CLAIM_REQUEST: _asked("claim_token"),
        X.SESSION_REQUEST: _asked("create_session"),
        X.TWO_SESSIONS: lambda story: sum(o.fine for o in story.of("create_session")) > 1,
        X.MESSAGE_SENT: _asked("run_sse"),
        X.UPLOAD_SENT: _asked("upload"),
        X.CREDITS_READ: _asked("credits"),
        X.STATE_READ: _asked("state"),
        X.SESSION_USED: _asked(*USES),
        X.EXPORT_SUBMITTED: _asked("render_submit"),
        X.EXPORT_POLLED: _asked("render_poll"),
        X.EXPORT_CANCELLED: _asked("render_cancel"),
        X.FILE_FETCHED: _saw_file,
        X.LINK_FETCHED: _asked(LINK),
        X.ERROR_REPLY: lambda story: any(one.refused for one in story.calls),
        X.STREAM_ENDED: _stream_ended,
        X.STREAM_TEXT: lambda story: any(one.texts for one in story.speeches),
        X.STREAM_SILENT: lambda story: any(one.is_silent for one in story.speeches),
        X.STREAM_NOISE: lambda story: any(one.is_noisy for one in story.speeches),
        X.DRAFT_MADE: _saw_draft,
        X.RENDER_ENDED: _ended,
        X.STYLE_ENVELOPE: lambda story: story.style == "envelope",
        X.STYLE_STATUS: lambda story: story.style == "status",
        X.DIALECT_TYPED: lambda story: story.dialect == "typed",
        X.DIALECT_ADK: lambda story: story.dialect == "adk",
        X.SHAPE_FLAT: lambda story: story.shape == "flat",
        X.SHAPE_ENVELOPED: lambda story: story.shape == "enveloped",
        X.SHAPE_SUPERSET: lambda story: story.shape == "superset",
        X.WORK_CONTINUES: lambda story: story.setup.continues,
        X.WORK_ABORTS: lambda story: not story.setup.continues,
        X.REPEATS_ALLOWED: lambda story: story.setup.repeats,
        X.ADDRESS_LIMITED: lambda story: story.setup.per_address > 0,
        X.PRICES_SET: lambda story: story.setup.priced,
        X.LEDGER_SHOWN: lambda story: story.record.ledger is not None,
    }
)
"""The terms that the record shows by itself; all others are what the kit did on purpose."""
