"""Laws of the judge: whatever a client says and sends, there is a verdict."""

from collections.abc import Mapping
from typing import Any

from conformance.tests.tale import Tale, frame, text
from hypothesis import given
from hypothesis import strategies as st

from nemo_conformance.driver.words import Outcome, Reason
from nemo_conformance.judge import Status, judge
from nemo_conformance.record import Ended, Ending, Fault, Frame, Record, Shown, Visit, Want, Wish
from nemo_contract import CATALOGUE, ENDPOINTS, Party
from nemo_contract.codes import Code

RULES = tuple(row.id for row in CATALOGUE.values() if row.party is Party.CLIENT)
LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9)
KEYS = st.sampled_from(
    [
        "code",
        "data",
        "state",
        "draft",
        "t",
        "sg",
        "session_id",
        "sessionId",
        "id",
        "new_message",
        "parts",
        "text",
        "status",
        "output",
        "success",
        "taskId",
        "progress",
        "url",
        "available",
        "token",
        "user_id",
    ]
)
JSON = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
CODES = st.none() | st.sampled_from([0, *map(int, Code), 500, 7777])
EVENTS = st.lists(
    JSON.map(lambda value: frame({"type": value} if not isinstance(value, dict) else value))
    | st.binary(max_size=12)
    | st.just(frame(text("Here it is."))),
    max_size=4,
)


@st.composite
def visits(draw: st.DrawFn, n: int) -> Visit:
    """Any request that the wire lets through, and any reply."""
    row = draw(st.sampled_from([*ENDPOINTS.values()]))
    told, at = draw(JSON), float(n)
    stream = row.operation == "run_sse" and draw(st.booleans())
    code = told.get("code") if isinstance(told, dict) else None
    return Visit(
        n=n,
        operation=row.operation,
        method=row.method,
        path=row.path,
        at=at,
        ended_at=at + draw(st.floats(0, 2000)),
        intent=draw(st.integers(0, 2)),
        bearer=draw(st.none() | st.sampled_from(["token:env", "token:1", "odd:1"])),
        client_id=draw(st.none() | st.sampled_from(["client:1", "odd:1"])),
        asked=draw(JSON),
        status=draw(st.none() | st.sampled_from([200, 402, 404, 429, 500])),
        code=code if type(code) is int else draw(CODES) if code is None else None,
        kind="text/event-stream" if stream else draw(st.sampled_from(["application/json", "x/y"])),
        told=None if stream else told,
        ending=draw(st.sampled_from(Ending)),
        frames=tuple(Frame(at, data) for data in draw(EVENTS)) if stream else (),
        taken=draw(st.integers(0, 99)),
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Two wishes, a few requests, and whatever the client says of them."""
    wants = draw(st.lists(st.sampled_from(Want), min_size=2, max_size=2))
    wishes = tuple(Wish(n=n, op="say", want=want, text="go on") for n, want in enumerate(wants, 1))
    facts: Mapping[str, Any] = draw(st.dictionaries(KEYS, JSON, max_size=3))
    ended = Ended(
        n=1,
        at=3.0,
        outcome=draw(st.sampled_from(Outcome)),
        reason=draw(st.none() | st.sampled_from(Reason)),
        facts=facts,
    )
    return Record(
        wishes=wishes,
        visits=tuple(draw(visits(n)) for n in range(1, draw(st.integers(1, 5)))),
        heard=(Shown(1, 2.0, draw(st.text(max_size=30))), ended),
        faults=(Fault("credits: 500", 1),),
    )


@given(records())
def test_there_is_a_verdict_on_everything(record: Record) -> None:
    """On each rule once, in the order of the catalogue; the judge never breaks."""
    assert tuple(one.requirement for one in judge(record)) == RULES


def test_a_code_that_is_no_number_may_be_guessed_or_refused() -> None:
    """A client that reads "0" as 0 and one that calls it nonsense both pass."""
    garbled = {"code": "0", "message": "ok", "data": {"available": "100"}}
    lenient = Tale().chatted().wish("credits").visit("credits", told=garbled, code=None)
    strict = Tale().chatted().wish("credits").visit("credits", told=garbled, code=None)

    for tale in (
        lenient.show("You have 100 credits.").end(),
        strict.show("The service answered nonsense.").end("failed", "protocol"),
    ):
        broken = {one.requirement for one in judge(tale.record()) if one.status is Status.FAIL}
        assert broken == set()
