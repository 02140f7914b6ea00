"""Whether what belongs to somebody is hidden from everybody else (S-OWN)."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from nemo_conformance.judge.verdict import Finding
from nemo_conformance.server.judge.check import Check, breach, reply_of
from nemo_conformance.server.judge.story import (
    Story,
    id_of,
    render_of,
    session_of,
    status_of,
)
from nemo_conformance.server.record import NO_UPLOAD, Call
from nemo_contract import Exposure as X

NAMED: Final = "…"


def _answer(call: Call) -> tuple[Any, ...]:
    """What a reply says, without the ids that the request named."""
    text = repr(call.told) if call.told is not None else call.body.hex()
    for name in (session_of(call), render_of(call)):
        text = text.replace(name, NAMED) if name else text
    return call.status, call.kind, text


def _told_apart(story: Story, foreign: X, unknown: X) -> Iterator[Finding]:
    for theirs in story.showing(foreign):
        for nobodys in story.showing(unknown):
            same = theirs.operation == nobodys.operation and theirs.who == nobodys.who
            if same and _answer(theirs) != _answer(nobodys):
                yield breach(
                    f"{theirs.operation} of somebody else's answered {reply_of(theirs)}, of one "
                    f"that does not exist {reply_of(nobodys)}",
                    "the same answer",
                    theirs,
                )


def _paired(story: Story, foreign: X, unknown: X) -> bool:
    operations = {one.operation for one in story.showing(foreign)}
    return any(one.operation in operations for one in story.showing(unknown))


def _not_me(story: Story) -> Iterator[Finding]:
    for call in story.of("create_session", "state"):
        mine, told = story.record.users.get(call.who), call.data.get("user_id")
        if call.fine and mine and told != mine:
            yield breach(f"`me` was {told}", f"the token's own user, {mine}", call)


def _foreign_upload(story: Story) -> Iterator[Finding]:
    """Renders from somebody else's upload and from none fare alike."""
    theirs, none = _fates(story, _names_theirs), _fates(story, _names_none)
    for call, fate in theirs:
        if none and fate not in {other for _, other in none}:
            yield breach(
                f"a draft with somebody else's upload: {fate}; with one that does not exist: "
                f"{none[0][1]}",
                "the same answer",
                call,
            )


def _names_theirs(call: Call) -> bool:
    return call.showed(X.FOREIGN_UPLOAD)


def _names_none(call: Call) -> bool:
    return call.note == NO_UPLOAD


def _fates(story: Story, which: Callable[[Call], bool]) -> list[tuple[Call, str]]:
    """Renders, and how each ended: refused at once, or its last status."""
    found = []
    for submit in story.of("render_submit"):
        if which(submit):
            polls = [
                status_of(one) or reply_of(one)
                for one in story.after(submit, "render_poll")
                if render_of(one) == render_of(submit)
            ]
            found.append((submit, polls[-1] if submit.fine and polls else reply_of(submit)))
    return found


def _own_render(story: Story) -> Iterator[Finding]:
    for call in story.of("render_poll", "render_cancel", "render_download"):
        if call.showed(X.FOREIGN_RENDER) and (call.fine or id_of(call) is not None):
            yield breach("somebody else's render was told", "as if it did not exist", call)
    for call in story.of("render_submit"):
        if call.showed(X.FOREIGN_SESSION) and call.fine:
            want = "1002: a render belongs to a session of its own user"
            yield breach("a render was accepted for somebody else's session", want, call)
    for call in story.of("render_poll"):
        if story.submit_of(call) is not None and call.refused:
            yield breach(f"its own user's poll answered {reply_of(call)}", "its status", call)


OWNERSHIP: Final = (
    Check(
        "S-OWN-1",
        _not_me,
        when=lambda story: any(
            one.fine and one.who in story.record.users for one in story.of("create_session")
        ),
    ),
    Check(
        "S-OWN-2",
        lambda story: _told_apart(story, X.FOREIGN_SESSION, X.UNKNOWN_SESSION),
        when=lambda story: _paired(story, X.FOREIGN_SESSION, X.UNKNOWN_SESSION),
    ),
    Check(
        "S-OWN-3",
        lambda story: _told_apart(story, X.FOREIGN_RENDER, X.UNKNOWN_RENDER),
        when=lambda story: _paired(story, X.FOREIGN_RENDER, X.UNKNOWN_RENDER),
    ),
    Check("S-OWN-4", _foreign_upload, when=lambda story: bool(_fates(story, _names_none))),
    Check("S-OWN-5", _own_render),
)
