"""Broken clients: the reference flows with one small change each, and the rule that it breaks."""

import json
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from conformance.tests.reference import Mutate, Reference, mutant

from nemo_client.flows.steps import (
    Answer,
    Ask,
    Broken,
    Call,
    Chunk,
    Close,
    Consent,
    Done,
    End,
    FileFacts,
    Keep,
    Kind,
    Open,
    Read,
    Recall,
    Recalled,
    Remember,
    RenderNote,
    Reply,
    Request,
    Save,
    Silence,
    Step,
    Tell,
    Wait,
)

Memory = dict[str, Any]
Steps = Generator[Step[Any], Any, Any]
MUTANTS: Final[dict[str, tuple[str, Callable[[], Reference]]]] = {}
"""By name: the rule that it breaks, and how it is made."""


def breaks(rule: str) -> Callable[[Callable[[], Mutate]], Callable[[], Mutate]]:
    """The mutant that follows breaks this rule."""

    def file(make: Callable[[], Mutate]) -> Callable[[], Mutate]:
        name = make.__name__
        MUTANTS[name] = (rule, lambda: Reference(make(), name))
        return make

    return file


def requested(step: Step[Any], *operations: str) -> bool:
    """Whether the step is a request for one of these."""
    return isinstance(step, Call | Open) and step.request.operation in operations


def asked(step: Step[Any]) -> Request:
    """The request that the step makes."""
    assert isinstance(step, Call | Open | Save)
    return step.request


def altered(step: Step[Any], **fields: Any) -> Step[Any]:
    """The request with some fields changed."""
    assert isinstance(step, Call | Open | Save)
    return replace(step, request=replace(step.request, **fields))


def body(answer: Any) -> Any:
    """A reply's JSON, None for none."""
    try:
        return json.loads(answer.body)
    except (AttributeError, ValueError):
        return None


def reply(memory: Memory, value: Any, status: int = 200) -> Reply:
    """An invented reply."""
    return Reply(memory.get("now", 0.0), status, {}, json.dumps(value).encode())


def stated(known: Reply, memory: Memory) -> Reply:
    """A reply of before, as if it came now."""
    return replace(known, now=memory["now"])


def tells(change: Callable[[Tell], Tell | None]) -> Mutate:
    """Changes what is told, or tells nothing."""

    def before(step: Step[Any], memory: Memory) -> Step[Any] | None:
        return change(step) if isinstance(step, Tell) else step

    return mutant(before)


def waits(change: Callable[[float], float]) -> Mutate:
    """Waits for another time."""

    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        return Wait(change(step.seconds)) if isinstance(step, Wait) else step

    return mutant(before)


def overhears(change: Callable[[bytes], str]) -> Mutate:
    """Tells something about the stream's bytes; an empty text is not told."""

    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        if isinstance(answer, Chunk) and (words := change(answer.data)):
            yield Tell(words)
        return answer

    return mutant(after=after)


def contents(data: bytes) -> list[str]:
    """The texts of the events in some bytes."""
    lines = data.decode("utf-8", "ignore").splitlines()
    found = [json.loads(line[6:]) for line in lines if line.startswith("data: {")]
    return [str(one["content"]) for one in found if one.get("content")]


# getting in


class Deaf(Reference):
    """Does not look at NEMO_TOKEN."""

    def start(self, order: dict[str, Any], clock: Any) -> None:
        env = {key: value for key, value in order["env"].items() if key != "NEMO_TOKEN"}
        super().start({**order, "env": env}, clock)


class Chatty(Reference):
    """Sends everything to the agent."""

    def do(self, order: dict[str, Any], tell: Any) -> None:
        if order["op"] == "say" and not order.get("attach"):
            order = {**order, "op": "send"}
        super().do(order, tell)


MUTANTS["ignores_the_environment"] = ("C-AUTH-1", Deaf)
MUTANTS["routes_nothing"] = ("C-ROUTE-1", Chatty)


@breaks("C-AUTH-2")
def sends_a_name_for_an_id() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if requested(step, "anonymous_token"):
            headers = {k: v for k, v in asked(step).headers.items() if k.lower() != "x-client-id"}
            return altered(step, headers=headers | {"X-Client-Id": "acme"})
        return step

    return mutant(before)


@breaks("C-AUTH-3")
def remembers_nothing() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any] | Answer:
        return Recalled(memory.get("now", 0.0), None) if isinstance(step, Recall) else step

    return mutant(before)


def disguised(code: int, *operations: str) -> Mutate:
    """A code is taken for one that nobody knows: so it is given up."""

    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        value = body(answer)
        if requested(step, *operations) and isinstance(value, dict) and value.get("code") == code:
            return reply(memory, {"code": 7777, "message": "?"})
        return answer

    return mutant(after=after)


@breaks("C-AUTH-4")
def gives_up_at_1001() -> Mutate:
    return disguised(1001, "credits", "state", "run_sse")


@breaks("C-AUTH-5")
def gives_up_at_400() -> Mutate:
    return disguised(400, "anonymous_token")


@breaks("C-SESS-2")
def gives_up_at_1002() -> Mutate:
    return disguised(1002, "run_sse", "state")


@breaks("C-ERR-2")
def gives_up_at_429() -> Mutate:
    return disguised(429, "anonymous_token")


@breaks("C-SEC-1")
def token_in_the_address() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if requested(step, "credits"):
            headers = {k.lower(): v for k, v in asked(step).headers.items()}
            token = headers["authorization"].partition(" ")[2]
            return altered(step, url=f"{asked(step).url}?token={token}")
        return step

    return mutant(before)


@breaks("C-SEC-2")
def shows_replies() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        if requested(step, "credits"):
            yield Tell(answer.body.decode())
        return answer

    return mutant(after=after)


@breaks("C-ATTR-1")
def forgets_its_version() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if isinstance(step, Call | Open):
            kept = {k: v for k, v in asked(step).headers.items() if "version" not in k.lower()}
            return altered(step, headers=kept)
        return step

    return mutant(before)


@breaks("C-SESS-1")
def invents_a_session() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if requested(step, "run_sse") and not memory.setdefault("invented", False):
            memory["invented"] = True
            return altered(step, json={**(asked(step).json or {}), "session_id": "123"})
        return step

    return mutant(before)


@breaks("C-SESS-3")
def connects_in_silence() -> Mutate:
    return tells(lambda it: it if it.kind is not Kind.STATUS and it.kind is not Kind.DONE else None)


@breaks("C-ROUTE-2")
def rewords() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if requested(step, "run_sse"):
            body = json.loads(json.dumps(dict(asked(step).json or {})))
            body["new_message"]["parts"][0]["text"] += ", please"
            return altered(step, json=body)
        return step

    return mutant(before)


# streams


@breaks("C-SSE-1")
def decodes_each_chunk() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        if isinstance(answer, Chunk):
            return Chunk(answer.now, answer.data.decode("utf-8", "replace").encode())
        return answer

    return mutant(after=after)


@breaks("C-SSE-2")
def ends_at_a_comment() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        if isinstance(answer, Chunk) and answer.data.startswith(b":"):
            return End(answer.now)
        return answer

    return mutant(after=after)


@breaks("C-SSE-3")
def never_says_still_working() -> Mutate:
    return tells(lambda it: None if "Still working" in it.text else it)


@breaks("C-SSE-4")
def shows_tools() -> Mutate:
    return overhears(lambda data: "Running build_timeline" if b"build_timeline" in data else "")


def keeps_state(step: Step[Any], answer: Any, memory: Memory) -> Steps:
    """Remembers what the last query of the state was told."""
    yield from ()
    if requested(step, "state"):
        memory["state"] = answer
    return answer


@breaks("C-SSE-5")
def does_not_ask_again() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any] | Answer:
        if requested(step, "run_sse", "render_submit"):
            memory["sent"] = True
        if requested(step, "state") and "state" in memory and memory.get("sent"):
            return stated(memory["state"], memory)
        return step

    return mutant(before, keeps_state)


@breaks("C-SSE-6")
def agrees_with_itself() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any] | Answer:
        return Consent(memory["now"], yes=True) if isinstance(step, Ask) else step

    return mutant(before)


@breaks("C-SSE-7")
def looks_too_soon() -> Mutate:
    return waits(lambda seconds: seconds / 6)


@breaks("C-SSE-7")
def gives_up_early() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any] | Answer:
        if isinstance(step, Wait):
            memory["looks"] = memory.get("looks", 0) + 1
        if requested(step, "state") and memory.get("looks", 0) > 2:
            return stated(memory["state"], memory)
        return step

    return mutant(before, keeps_state)


def listens(seconds: float) -> Mutate:
    """Takes a stream for broken that says nothing for so long."""

    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        return Read(min(step.until, memory["now"] + seconds)) if isinstance(step, Read) else step

    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        return Broken(answer.now) if isinstance(answer, Silence) else answer

    return mutant(before, after)


@breaks("C-SSE-8")
def waits_a_minute() -> Mutate:
    return listens(60)


@breaks("C-SSE-9")
def shows_the_noise() -> Mutate:
    return overhears(
        lambda data: next((one for one in contents(data) if "temporary issue" in one), "")
    )


@breaks("C-SSE-10")
def shows_the_unknown() -> Mutate:
    return overhears(lambda data: "No client knows this." if b"x_future" in data else "")


@breaks("C-SSE-11")
def shows_half() -> Mutate:
    return tells(lambda it: replace(it, text=it.text[:12]) if it.kind is Kind.SAID else it)


@breaks("C-SSE-11")
def says_it_again() -> Mutate:
    return overhears(lambda data: " ".join(contents(data)))


@breaks("C-GUI-1")
def reads_it_out() -> Mutate:
    return overhears(lambda data: "\n".join(contents(data)))


# account and files


@breaks("C-STATE-1")
def sums_up_nothing() -> Mutate:
    return tells(
        lambda it: replace(it, text="There is a video.") if it.kind is Kind.SUMMARY else it
    )


@breaks("C-UP-1")
def takes_any_file() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        if isinstance(answer, FileFacts):
            return replace(answer, name="photo.jpg", size=100, head=b"\xff\xd8\xff\xe0")
        return answer

    return mutant(after=after)


@breaks("C-CRED-1")
def knows_the_balance() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any] | Answer:
        if requested(step, "credits"):
            data = {"available": 42, "frozen": 0, "total": 42}
            return reply(memory, {"code": 0, "message": "", "data": data})
        return step

    return mutant(before)


@breaks("C-CRED-2")
def gives_no_link() -> Mutate:
    return tells(lambda it: replace(it, text="There are no credits.") if "bind=" in it.text else it)


@breaks("C-LIM-1")
def names_no_limit() -> Mutate:
    return tells(lambda it: it if it.kind is Kind.SAID else None)


# exports


@breaks("C-EXP-1")
def submits_whatever_there_is() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        value = body(answer)
        if requested(step, "state") and value and value.get("code") == 0:
            value["data"]["state"]["draft"] = {"t": [{"tt": 0, "sg": [{"s": 0, "d": 1000}]}]}
            return reply(memory, value)
        return answer

    return mutant(after=after)


@breaks("C-EXP-2")
def drops_what_it_does_not_know() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if requested(step, "render_submit"):
            body = json.loads(json.dumps(dict(asked(step).json or {})))
            body["draft"].pop("m", None)
            return altered(step, json=body)
        return step

    return mutant(before)


@breaks("C-EXP-3")
def polls_every_five_seconds() -> Mutate:
    return waits(lambda seconds: 5.0)


@breaks("C-EXP-4")
def does_not_try_again() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any] | Answer:
        if requested(step, "render_submit"):
            memory["submits"] = memory.get("submits", 0) + 1
            if memory["submits"] > 1:
                return reply(memory, {"code": 7777, "message": "no"})
        return step

    return mutant(before)


@breaks("C-EXP-5")
def hands_over_half() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if isinstance(step, Keep) and step.name is not None:
            part = Path(step.part)
            part.write_bytes(part.read_bytes()[:1000])
        return step

    return mutant(before)


@breaks("C-EXP-6")
def exports_in_silence() -> Mutate:
    return tells(lambda it: it if it.kind is Kind.FILE else None)


@breaks("C-EXP-7")
def forgets_its_renders() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any] | Answer:
        if isinstance(step, Remember) and isinstance(step.note, RenderNote):
            return Done(memory["now"])
        return step

    return mutant(before)


# errors


@breaks("C-ERR-1")
def sells_credits() -> Mutate:
    return tells(lambda it: replace(it, text="Buy more credits.") if "plan" in it.text else it)


@breaks("C-ERR-2")
def retries_at_once() -> Mutate:
    return waits(lambda seconds: 1.0)


@breaks("C-ERR-3")
def trusts_every_reply() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        if isinstance(answer, Reply) and answer.body:
            json.loads(answer.body)["data"]
        return answer

    return mutant(after=after)


@breaks("C-ERR-4")
def repeats_blindly() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        broken = isinstance(answer, Broken) or (isinstance(answer, Reply) and answer.status >= 500)
        if requested(step, "run_sse") and broken:
            yield Close()
            answer = yield step
        return answer

    return mutant(after=after)


@breaks("C-ERR-5")
def believes_the_status() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        if isinstance(answer, Reply) and answer.status == 402:
            return reply(memory, {"code": 402, "message": "no"}, 402)
        return answer

    return mutant(after=after)
