"""Broken clients whose mistake is about credits, links, drafts and renders."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conformance.tests.mutants import (
    Memory,
    Steps,
    body,
    breaks,
    requested,
    stated,
    tells,
)
from conformance.tests.mutants_subtle import changes_body, instead_of, swaps
from conformance.tests.reference import Mutate, mutant

from nemo_client import errors
from nemo_client.flows.desk import Desk
from nemo_client.flows.render import _job
from nemo_client.flows.steps import Answer, Draw, Drawn, Flow, Kind, Mint, Saved, Step
from nemo_contract.life import JobStatus
from nemo_contract.wire import RenderJob

# credits


@breaks("C-CRED-1")
def asks_for_credits_once() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any] | Answer:
        known = requested(step, "credits") and "balance" in memory
        return stated(memory["balance"], memory) if known else step

    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        if requested(step, "credits"):
            memory.setdefault("balance", answer)
        return answer

    return mutant(before, after)


@breaks("C-CRED-1")
def takes_the_total_for_what_is_left() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        told = body(answer)
        if not (requested(step, "credits") and told and told.get("code") == 0):
            return answer
        told["data"] |= {"available": told["data"]["total"], "frozen": 0}
        return replace(answer, body=json.dumps(told).encode())

    return mutant(after=after)


@breaks("C-CRED-1")
def tells_of_credits_when_a_render_fails() -> Mutate:
    return instead_of("could not render", "It failed because you are out of credits.")


@breaks("C-CRED-2")
def binds_at_the_wrong_page() -> Mutate:
    return tells(lambda it: replace(it, text=it.text.replace("/register?", "/?")))


@breaks("C-CRED-2")
def sends_payers_to_the_registration() -> Mutate:
    return instead_of("Top up", "Your credits are used up. Register at https://x.test/register.")


@breaks("C-ERR-1")
def leaves_402_unexplained() -> Mutate:
    return instead_of("Your plan", "The export failed.")


# exports


def submits(change: Any) -> Mutate:
    """Submits another draft."""

    def changed(asked: dict[str, Any], memory: Memory) -> dict[str, Any]:
        return asked | {"draft": change(asked["draft"])}

    return changes_body("render_submit", changed)


def _without_nulls(value: Any) -> Any:
    match value:
        case dict():
            return {k: _without_nulls(v) for k, v in value.items() if v is not None}
        case list():
            return [_without_nulls(one) for one in value]
        case _:
            return value


@breaks("C-EXP-2")
def drops_what_is_null() -> Mutate:
    return submits(_without_nulls)


@breaks("C-EXP-2")
def submits_the_video_track_alone() -> Mutate:
    return submits(lambda draft: draft | {"t": [one for one in draft["t"] if one["tt"] == 0]})


@breaks("C-EXP-2")
def submits_the_first_draft_it_saw() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        told = body(answer)
        if requested(step, "state") and told and told.get("code") == 0:
            draft = told["data"]["state"].get("draft") or {}
            if any(one.get("sg") for one in draft.get("t", [])):
                told["data"]["state"]["draft"] = memory.setdefault("draft", draft)
                return replace(answer, body=json.dumps(told).encode())
        return answer

    return mutant(after=after)


@breaks("C-EXP-2")
def counts_its_renders_from_one() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any] | Answer:
        if isinstance(step, Mint) and step.kind is Draw.RENDER:
            memory["renders"] = memory.get("renders", 0) + 1
            return Drawn(memory.get("now", 0.0), f"render_{memory['renders']}")
        return step

    return mutant(before)


def _whatever_became(desk: Desk, draft: Mapping[str, Any]) -> Flow[RenderJob]:
    """Two attempts, whether the first failed or only took long."""
    for _ in range(2):
        try:
            job = yield from _job(desk, draft)
        except errors.RenderUnfinished:
            continue
        if job.status is JobStatus.COMPLETED:
            return job
    raise errors.RenderFailed("It did not work twice.")


def _no_address(desk: Desk, job: RenderJob, part: Any) -> Flow[Saved | None]:
    yield from ()
    return None


swaps("C-EXP-3", "begins_anew_after_ten_polls", "render", "_rendered", _whatever_became)
swaps("C-EXP-5", "never_tries_the_address", "export", "_from_url", _no_address)


@breaks("C-EXP-6")
def says_nothing_before_the_file() -> Mutate:
    quiet = {Kind.PROGRESS, Kind.STATUS}
    return tells(lambda it: None if it.kind in quiet else it)
