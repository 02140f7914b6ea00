"""Whether credits are reserved, taken and told as they should, and the state (S-CRED, S-STATE)."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from nemo_conformance.judge.verdict import Finding
from nemo_conformance.server.judge.access import refuses
from nemo_conformance.server.judge.check import Check, breach
from nemo_conformance.server.judge.story import (
    ENDED,
    Story,
    number,
    render_of,
    session_of,
    status_of,
)
from nemo_conformance.server.record import Call
from nemo_contract import Code
from nemo_contract import Exposure as X

ABOUT: Final = 0.5
"""How far from the usual price "about" goes, as a share."""
PRICES: Final = {X.EDIT_DONE: 50, X.GENERATION_DONE: 100}
"""As the documents have them."""


def _balances(story: Story) -> tuple[Call, ...]:
    return tuple(one for one in story.of("credits") if one.fine)


def _balance_fields(story: Story) -> Iterator[Finding]:
    want = "`available`, `frozen` and `total`, whole numbers"
    for call in _balances(story):
        wrong = [name for name in ("available", "frozen", "total") if number(call, name) < 0]
        if wrong:
            yield breach(f"the balance has no {', '.join(wrong)}", want, call)


def _sums(story: Story) -> Iterator[Finding]:
    for call in _balances(story):
        available, frozen = number(call, "available"), number(call, "frozen")
        if number(call, "total") != available + frozen:
            told = f"{number(call, 'total')} of {available} + {frozen}"
            yield breach(f"total is {told}", f"{available + frozen}", call)


def _running(story: Story) -> Iterator[tuple[Call, Call]]:
    """Balances that were read while work ran, each with the one before it began."""
    for call in story.showing(X.WORK_RUNNING):
        before = next((one for one in story.before(call, "credits") if one.fine), None)
        if call.fine and before is not None:
            yield call, before


def _reserved(story: Story) -> Iterator[Finding]:
    for call, before in _running(story):
        held = number(call, "frozen") - number(before, "frozen")
        gone = number(before, "available") - number(call, "available")
        if held <= 0 or held != gone:
            told = f"{held} frozen, {gone} less available"
            yield breach(f"while work ran: {told}", "its price, in both", call)


def _paid(story: Story, *terms: X) -> Iterator[tuple[Call, int, Call]]:
    """The messages that had to succeed, what each took, the balance after it."""
    for call in story.of("run_sse"):
        after, spent = story.balance_after(call), story.spent(call)
        alone = after is not None and not any(
            call.n < one.n < after.n for one in story.of("run_sse")
        )
        whole = call.is_stream and call.whole and not call.left
        if call.showed(*terms) and whole and alone and spent is not None and after is not None:
            yield call, spent, after


def _captured(story: Story) -> Iterator[Finding]:
    for call, spent, after in _paid(story, X.WORK_DONE):
        if spent <= 0 or number(after, "frozen"):
            told = f"{spent} credits were taken, {number(after, 'frozen')} stayed frozen"
            yield breach(f"after work that succeeded: {told}", "captured, nothing frozen", call)


def _released(story: Story) -> Iterator[Finding]:
    for call in story.showing(X.WORK_FAILED):
        after, spent = story.balance_after(call), story.spent(call)
        if after is not None and (spent or number(after, "frozen")):
            told = f"{spent} credits were taken, {number(after, 'frozen')} stayed frozen"
            yield breach(f"after work that failed: {told}", "all is released", call)


def _first(story: Story, call: Call) -> bool:
    """It is the first edit of its session."""
    same = (one for one in story.of("run_sse") if session_of(one) == session_of(call))
    return not any(one.n < call.n and one.showed(X.EDIT_DONE) for one in same)


def _about(spent: int, usual: int) -> bool:
    return abs(spent - usual) <= ABOUT * usual


def _generation(story: Story) -> Iterator[Finding]:
    usual = PRICES[X.GENERATION_DONE]
    for call, spent, _ in _paid(story, X.GENERATION_DONE):
        if not story.setup.priced and not _about(spent, usual):
            yield breach(f"generating a clip took {spent} credits", f"about {usual}", call)


def _editing(story: Story) -> Iterator[Finding]:
    usual = PRICES[X.EDIT_DONE]
    for call, spent, _ in _paid(story, X.EDIT_DONE):
        if story.setup.priced:
            continue
        if _first(story, call) and not _about(spent, usual):
            yield breach(f"a session's first edit took {spent}", f"about {usual}", call)
        elif not _first(story, call) and spent > story.setup.message:
            yield breach(f"a session's later edit took {spent}", "nothing more", call)


def _free_export(story: Story) -> Iterator[Finding]:
    for submit in story.of("render_submit"):
        ended = any(
            status_of(one) in ENDED and render_of(one) == render_of(submit)
            for one in story.after(submit, "render_poll")
        )
        spent = story.spent(submit)
        if submit.fine and ended and spent:
            yield breach(f"an export took {spent} credits", "nothing", submit)


def _slideshow(story: Story) -> Iterator[Finding]:
    edits = [(call, spent) for call, spent, _ in _paid(story, X.EDIT_DONE) if _first(story, call)]
    made = [(call, spent) for call, spent, _ in _paid(story, X.GENERATION_DONE)]
    for call, spent in edits:
        if made and spent >= made[0][1]:
            want = f"less than the {made[0][1]} of generating a clip"
            yield breach(f"a slideshow from uploads took {spent}", want, call)


def _rows(story: Story) -> Iterator[Finding]:
    streams = [one for one in story.of("run_sse") if one.is_stream and one.status == 200]
    shown, ran = len(story.record.ledger or ()), len(streams)
    if streams and shown != ran:
        yield breach(
            f"{ran} turns were executed, the ledger has {shown} rows",
            "a row each, amount 0 included",
            streams[-1],
        )


def _settings(story: Story) -> Iterator[Finding]:
    setup = story.setup
    for call in story.of("anonymous_token"):
        if call.fine and call.data.get("credits") != setup.grant:
            yield breach(f"the grant is {call.data.get('credits')}", f"{setup.grant}", call)
    for term, price in ((X.EDIT_DONE, setup.edit), (X.GENERATION_DONE, setup.generation)):
        for call, spent, _ in _paid(story, term):
            free = term is X.EDIT_DONE and not _first(story, call)
            want = setup.message + (0 if free else price)
            if spent != want:
                yield breach(f"it took {spent} credits", f"{want}, as was set", call)


def _has(call: Call, where: Callable[[Call], Any], *names: str) -> list[str]:
    """Which of the names are missing there."""
    found = where(call)
    return [name for name in names if not isinstance(found, dict) or name not in found]


def _in_data(call: Call) -> Any:
    return call.data


def _in_state(call: Call) -> Any:
    return call.data.get("state")


def _in_canvas(call: Call) -> Any:
    state = call.data.get("state")
    return state.get("canvas_config") if isinstance(state, dict) else None


def _told(where: Callable[[Call], Any], *names: str) -> Callable[[Story], Iterator[Finding]]:
    def breaches(story: Story) -> Iterator[Finding]:
        for call in story.of("state"):
            if call.fine and (missing := _has(call, where, *names)):
                yield breach(f"the state has no {', '.join(missing)}", ", ".join(names), call)

    return breaches


def _state_told(story: Story) -> bool:
    return any(one.fine for one in story.of("state"))


def _any_paid(*terms: X) -> Callable[[Story], bool]:
    return lambda story: any(_paid(story, *terms))


ACCOUNT: Final = (
    Check("S-CRED-1", _balance_fields, when=lambda story: bool(_balances(story))),
    Check("S-CRED-2", _sums, when=lambda story: bool(_balances(story))),
    Check("S-CRED-3", _reserved, when=lambda story: any(_running(story))),
    Check("S-CRED-4", _captured, when=_any_paid(X.WORK_DONE)),
    Check("S-CRED-5", _released),
    Check("S-CRED-6", _generation, when=_any_paid(X.GENERATION_DONE)),
    Check("S-CRED-7", _editing, when=_any_paid(X.EDIT_DONE)),
    Check("S-CRED-8", _free_export),
    Check("S-CRED-9", _slideshow, when=_any_paid(X.GENERATION_DONE)),
    Check("S-CRED-10", _rows, when=lambda story: bool(story.speeches)),
    Check("S-CRED-11", _settings),
    Check("S-CRED-12", refuses(X.NO_CREDITS_LEFT, Code.NO_CREDITS)),
    Check(
        "S-STATE-1",
        _told(_in_data, "session_id", "task_id", "task_name", "user_id", "state"),
        when=_state_told,
    ),
    Check(
        "S-STATE-2",
        _told(
            _in_state, "draft", "video_infos", "canvas_config", "generated_media", "video_analyses"
        ),
        when=_state_told,
    ),
    Check("S-STATE-3", _told(_in_canvas, "width", "height", "ratio", "fps"), when=_state_told),
)
