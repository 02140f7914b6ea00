"""More broken clients: what real ones do wrong, again one small change each."""

from dataclasses import replace
from typing import Any, Final

from conformance.tests.mutants import (
    MUTANTS,
    Memory,
    Steps,
    altered,
    asked,
    body,
    breaks,
    contents,
    listens,
    overhears,
    reply,
    requested,
    tells,
    waits,
)
from conformance.tests.reference import Mutate, mutant
from conformance.tests.situations import sends_again

from nemo_client.flows.steps import (
    Answer,
    Broken,
    Call,
    Chunk,
    Close,
    Done,
    End,
    Keep,
    Kind,
    Open,
    Save,
    Step,
    Tell,
    Wait,
)

AGAIN: Final = "00000000-0000-4000-8000-00000000beef"
MUTANTS["sends_again_after_an_end"] = ("C-SSE-6", sends_again(1))
MUTANTS["sends_again_nine_times"] = ("C-SSE-6", sends_again(9))


# getting in


@breaks("C-AUTH-4")
def another_id_for_another_token() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if not requested(step, "anonymous_token"):
            return step
        memory["tokens"] = memory.get("tokens", 0) + 1
        first = memory["tokens"] == 1
        return step if first else altered(step, headers=_with_id(step, AGAIN))

    return mutant(before)


def _with_id(step: Step[Any], client_id: str) -> dict[str, str]:
    kept = {k: v for k, v in asked(step).headers.items() if k.lower() != "x-client-id"}
    return kept | {"X-Client-Id": client_id}


@breaks("C-AUTH-2")
def opens_an_account_with_every_question() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        if requested(step, "anonymous_token"):
            memory["token"] = step
        if requested(step, "credits"):
            yield altered(memory["token"], headers=_with_id(memory["token"], AGAIN))
        return answer

    return mutant(after=after)


@breaks("C-AUTH-5")
def asks_again_and_again_for_a_token() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        for _ in range(3):
            told = body(answer)
            if not (requested(step, "anonymous_token") and told and told.get("code") == 400):
                break
            answer = yield step
        return answer

    return mutant(after=after)


@breaks("C-ATTR-1")
def takes_its_token_everywhere() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if requested(step, "state"):
            memory["headers"] = asked(step).headers
        if isinstance(step, Save):
            return altered(step, headers={**asked(step).headers, **memory["headers"]})
        return step

    return mutant(before)


@breaks("C-ATTR-1")
def forgets_the_platform_when_it_exports() -> Mutate:
    return _without_header("platform", "state", "render_submit", "credits")


@breaks("C-ATTR-1")
def names_itself_in_messages_only() -> Mutate:
    return _without_header("source", "credits", "state", "create_session")


def _without_header(word: str, *operations: str) -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if isinstance(step, Call | Open) and requested(step, *operations):
            kept = {k: v for k, v in asked(step).headers.items() if word not in k.lower()}
            return altered(step, headers=kept)
        return step

    return mutant(before)


@breaks("C-SEC-2")
def shows_its_token() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        if requested(step, "credits"):
            headers = {k.lower(): v for k, v in asked(step).headers.items()}
            yield Tell(f"Your token is {headers['authorization'].partition(' ')[2]}.")
        return answer

    return mutant(after=after)


# streams


@breaks("C-SSE-1")
def ends_lines_at_crlf_only() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        if isinstance(answer, Chunk) and b"\r" in answer.data:
            return Chunk(answer.now, answer.data.replace(b"\r", b""))
        return answer

    return mutant(after=after)


@breaks("C-SSE-2")
def ends_at_empty_data() -> Mutate:
    return _ends_at(b"data:\n\n")


@breaks("C-SSE-2")
def ends_at_a_heartbeat() -> Mutate:
    return _ends_at(b'{"type":"heartbeat"}')


def _ends_at(sign: bytes) -> Mutate:
    """The stream is taken for ended where this comes."""

    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        return End(answer.now) if isinstance(answer, Chunk) and sign in answer.data else answer

    return mutant(after=after)


@breaks("C-SSE-3")
def says_it_every_few_seconds() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        if isinstance(answer, Chunk):
            yield Tell("Still working…")
        return answer

    return mutant(after=after)


@breaks("C-SSE-4")
def shows_tool_results() -> Mutate:
    return overhears(lambda data: data.decode("utf-8", "ignore") if b"tool_result" in data else "")


@breaks("C-SSE-7")
def looks_again_every_five_seconds() -> Mutate:
    return waits(lambda seconds: 5.0)


@breaks("C-SSE-7")
def waits_for_ever_before_it_looks() -> Mutate:
    return waits(lambda seconds: seconds * 10)


@breaks("C-SSE-8")
def gives_up_after_two_minutes() -> Mutate:
    return listens(120)


@breaks("C-SSE-11")
def shows_the_first_paragraph() -> Mutate:
    return tells(
        lambda it: replace(it, text=it.text[: len(it.text) // 2]) if it.kind is Kind.SAID else it
    )


@breaks("C-SSE-9")
def shows_the_last_text_twice() -> Mutate:
    return overhears(lambda data: (contents(data) or [""])[-1] if b"temporary" in data else "")


# exports


@breaks("C-EXP-2")
def the_session_in_snake_case() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if requested(step, "render_submit"):
            told = dict(asked(step).json or {})
            told["session_id"] = told.pop("sessionId")
            return altered(step, json=told)
        return step

    return mutant(before)


@breaks("C-EXP-2")
def always_the_same_render_id() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if requested(step, "render_submit"):
            return altered(step, json={**(asked(step).json or {}), "id": "render_1", "draft": {}})
        return step

    return mutant(before)


@breaks("C-EXP-3")
def polls_on_when_it_is_over() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        told = body(answer)
        over = isinstance(told, dict) and told.get("status") in ("completed", "failed")
        if requested(step, "render_poll") and over:
            yield Wait(30)
            answer = yield step
        return answer

    return mutant(after=after)


@breaks("C-EXP-4")
def submits_again_and_again() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        told = body(answer)
        failed = isinstance(told, dict) and told.get("status") == "failed"
        if requested(step, "render_poll") and failed and not memory.get("extra"):
            memory["extra"] = True
            for n in range(3):
                again = {**memory["submit"].request.json, "id": f"again_{n}"}
                yield altered(memory["submit"], json=again)
        return answer

    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if requested(step, "render_submit"):
            memory["submit"] = step
        return step

    return mutant(before, after)


@breaks("C-EXP-5")
def hands_over_nothing() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any] | Answer:
        if isinstance(step, Keep) and step.name is not None:
            return Done(memory["now"])
        return step

    return mutant(before)


# errors


@breaks("C-ERR-1")
def tries_again_at_402() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        told = body(answer)
        if requested(step, "render_submit") and isinstance(told, dict) and told.get("code") == 402:
            yield Wait(1)
            answer = yield step
        return answer

    return mutant(after=after)


@breaks("C-ERR-2")
def tries_again_three_times() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        for _ in range(3):
            told = body(answer)
            if not (isinstance(told, dict) and told.get("code") == 429):
                break
            yield Wait(30)
            answer = yield step
        return answer

    return mutant(after=after)


@breaks("C-ERR-4")
def submits_blindly() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        if requested(step, "render_submit") and isinstance(answer, Broken):
            answer = yield step
        elif requested(step, "run_sse") and isinstance(answer, Broken):
            yield Close()
            answer = yield step
        return answer

    return mutant(after=after)


@breaks("C-CRED-1")
def has_always_a_hundred() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any] | Answer:
        if requested(step, "credits"):
            told = {"available": 100, "frozen": 0, "total": 100}
            return reply(memory, {"code": 0, "message": "", "data": told})
        return step

    return mutant(before)
