"""Servers that break the rules of uploads, credits, states and drafts."""

from collections.abc import Callable
from typing import Any

from conformance.tests.breakage import LEDGER, Asked, Breakage, Reply
from conformance.tests.breaking import (
    ALL,
    balance,
    count,
    data,
    edited,
    field,
    render_in,
    replies,
    requests,
    without,
)

# uploads


@replies("S-UP-1", "upload")
def first_file_only(asked: Asked, reply: Reply) -> None:
    """Of several files the first one is taken."""
    edited(reply, lambda told: told["data"].update(files=told["data"]["files"][:1]))


@replies("S-UP-2", "upload")
def no_addresses(asked: Asked, reply: Reply) -> None:
    """Uploads by address are refused."""
    if asked.json is not None:
        reply.says(422)


def each_file(change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    """Changes every file that is told."""
    return lambda told: [change(row) for row in told["files"]]


data("S-UP-3", "upload", "files_without_hash", each_file(without("hash")))
data("S-UP-3", "upload", "durations_as_text", each_file(field("duration", "1.5 s")))
data("S-UP-4", "upload", "state_not_applied", field("session_state_applied", "no"))


@replies("S-UP-5", "upload")
def no_gifs(asked: Asked, reply: Reply) -> None:
    """One kind is refused."""
    if b'filename="sample.gif"' in asked.body:
        reply.says(4001)


@replies("S-UP-5", "upload")
def sounds_are_films(asked: Asked, reply: Reply) -> None:
    """A sound is told as a video."""
    if b'filename="sample.wav"' in asked.body:
        edited(reply, lambda told: told["data"]["files"][0].update(file_type="video"))


@replies("S-UP-6", "upload")
def names_decide(asked: Asked, reply: Reply) -> None:
    """A picture named as a film is a film."""
    if b'filename="picture.mp4"' in asked.body:
        edited(reply, lambda told: told["data"]["files"][0].update(file_type="video"))


@replies("S-UP-7", "upload", "state")
def keeps_the_good_ones(asked: Asked, reply: Reply) -> None:
    """Of a request that is refused the good files are stored."""
    if asked.operation == "upload":
        asked.memory["mixed"] = b"sample.png" in asked.body and b"notes.txt" in asked.body
    elif asked.memory.get("mixed"):
        edited(reply, lambda told: told["data"]["state"]["video_infos"].append({}))


@replies("S-UP-8", "upload")
def bad_files_are_invalid(asked: Asked, reply: Reply) -> None:
    """422 for what is no picture, film or sound."""
    if reply.code == 4001:
        reply.says(422)


@requests("S-UP-9", "upload")
def takes_any_size(asked: Asked) -> Reply | None:
    """Files of any size are taken."""
    reply = Reply(200)
    reply.gives({"files": [], "session_state_applied": True})
    return reply


# credits

data("S-CRED-1", "credits", "nothing_of_frozen", without("frozen"))
data(
    "S-CRED-2", "credits", "sums_that_are_wrong", lambda told: told.update(total=told["total"] + 1)
)


@replies("S-CRED-3", "credits")
def reserves_nothing(asked: Asked, reply: Reply) -> None:
    """Work that runs holds no credits."""
    edited(
        reply,
        lambda told: told["data"].update(
            available=told["data"]["available"] + told["data"]["frozen"],
            frozen=0,
        ),
    )


@replies("S-CRED-4", "credits")
def never_captures(asked: Asked, reply: Reply) -> None:
    """What was reserved stays so when the work is done."""
    if count(asked.memory, "balances") > 1:
        balance(reply, 50, 50)


def _nth_balance(name: str, rule: str, changes: dict[int, int]) -> None:
    """A balance that is wrong at some of the times that it is read."""

    def after(asked: Asked, reply: Reply) -> None:
        if asked.operation == "credits":
            n = count(asked.memory, "balances")
            if n in changes:
                balance(reply, changes[n])

    ALL.append(Breakage(name=name, rule=rule, after=after))


_nth_balance("failures_cost", "S-CRED-5", {2: 50})
_nth_balance("clips_for_nothing", "S-CRED-6", {5: 100})
_nth_balance("clips_cost_too_much", "S-CRED-6", {4: 400, 5: 10})
_nth_balance("every_edit_costs", "S-CRED-7", {3: 0})
_nth_balance("first_edit_for_nothing", "S-CRED-7", {2: 100, 3: 100})
_nth_balance("exports_cost", "S-CRED-8", {2: 45})
_nth_balance("slideshows_are_clips", "S-CRED-9", {2: 0, 3: 0})


@replies("S-CRED-10", LEDGER)
def rows_are_lost(asked: Asked, reply: Reply) -> None:
    """A turn that cost nothing is no row."""
    told = reply.json
    told["rows"] = [row for row in told["rows"] if row["amount"]]
    reply.json = told


data("S-CRED-11", "anonymous_token", "the_usual_grant", field("credits", 100))


@replies("S-CRED-12", "run_sse")
def out_of_credits_is_a_plan(asked: Asked, reply: Reply) -> None:
    """402 in place of 2001."""
    if reply.code == 2001:
        reply.says(402)


# the state and its draft

data("S-STATE-1", "state", "state_without_name", without("task_name"))
data("S-STATE-2", "state", "state_without_media", lambda told: told["state"].pop("generated_media"))
data(
    "S-STATE-3",
    "state",
    "canvas_without_ratio",
    lambda told: told["state"]["canvas_config"].pop("ratio"),
)


def draft(rule: str, name: str, change: Callable[[dict[str, Any]], Any]) -> None:
    """Changes every draft with a segment that a state tells."""

    def edit(told: dict[str, Any]) -> None:
        found = told["state"]["draft"]
        if any(track["sg"] for track in found["t"]):
            change(found)

    data(rule, "state", name, edit)


def tracks(change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    """Changes every track."""
    return lambda found: [change(track) for track in found["t"]]


def segments(change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    """Changes every segment."""
    return lambda found: [change(one) for track in found["t"] for one in track["sg"]]


draft("S-DRAFT-1", "keys_in_full", lambda found: found.update(tracks=found.pop("t")))
draft("S-DRAFT-2", "other_track_types", tracks(field("tt", 3)))
draft("S-DRAFT-3", "times_in_seconds", segments(lambda one: one.update(d=one["d"] / 1000)))
draft("S-DRAFT-4", "wrong_length", lambda found: found.update(d=found["d"] * 2))
draft("S-DRAFT-5", "tracks_without_id", tracks(without("id")))
draft("S-DRAFT-6", "segments_without_start", segments(without("s")))
draft("S-DRAFT-7", "pictures_without_source", segments(lambda one: one["m"].pop("url", None)))


@replies("S-DRAFT-8", "render_submit")
def renders_nothing(asked: Asked, reply: Reply) -> None:
    """A draft without a segment is accepted."""
    if reply.code == 422:
        job = {"taskId": render_in(asked), "status": "pending", "progress": 0}
        reply.status = 200
        reply.json = {**job, "output": None, "error": None}


@requests("S-DRAFT-9", "render_submit")
def tidies_drafts(asked: Asked) -> Reply | None:
    """Keys that nobody knows are thrown away."""
    told = asked.json
    known = {"t", "d", "m"}
    told["draft"] = {key: value for key, value in told["draft"].items() if key in known}
    asked.json = told
    return None


@replies("S-DRAFT-9", "render_submit")
def refuses_unknown_keys(asked: Asked, reply: Reply) -> None:
    """A draft with keys that nobody knows is refused."""
    if b"kit_unknown" in asked.body:
        reply.says(422)
