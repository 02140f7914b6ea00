"""Servers that break the rules of renders, their files and links."""

from collections.abc import Callable
from typing import Any

from conformance.tests.breakage import LINK, Asked, Breakage, Reply
from conformance.tests.breaking import (
    ALL,
    JOBS,
    edited,
    field,
    render_in,
    replies,
    requests,
    without,
)

# renders


@replies("S-EXP-1", "render_submit")
def takes_no_renders(asked: Asked, reply: Reply) -> None:
    """No submit is accepted."""
    reply.says(503)


@requests("S-EXP-2", "render_submit")
def output_wanted(asked: Asked) -> Reply | None:
    """No render without wishes for its output."""
    if "output" in asked.json:
        return None
    reply = Reply(422)
    reply.says(422)
    return reply


@replies("S-EXP-3", *JOBS)
def ids_of_its_own(asked: Asked, reply: Reply) -> None:
    """The server chooses another id."""

    def rename(told: dict[str, Any]) -> None:
        told["taskId"] = "job-1"
        if isinstance(told.get("data"), dict):
            told["data"]["id"] = "job-1"

    edited(reply, rename)


def _job(asked: Asked) -> dict[str, Any]:
    return {
        "taskId": render_in(asked),
        "status": "pending",
        "progress": 0,
        "output": None,
        "error": None,
    }


@replies("S-EXP-4", "render_submit")
def repeats_are_welcome(asked: Asked, reply: Reply) -> None:
    """A repeated id is accepted."""
    if reply.code == 409:
        reply.status, reply.json = 200, _job(asked)


@replies("S-EXP-5", "render_submit")
def repeats_are_refused(asked: Asked, reply: Reply) -> None:
    """Told to answer a repeated id with its job, and refuses it."""
    known = asked.memory.setdefault("ids", set())
    if render_in(asked) in known:
        reply.says(409)
    known.add(render_in(asked))


@replies("S-EXP-6", "render_submit")
def refused_ids_are_gone(asked: Asked, reply: Reply) -> None:
    """A refused submit uses up its id."""
    known = asked.memory.setdefault("refused", set())
    if reply.status == 200 and render_in(asked) in known:
        reply.says(409)
    elif reply.code == 402:
        known.add(render_in(asked))


def job(
    rule: str, name: str, change: Callable[[dict[str, Any], Asked], None], *operations: str
) -> None:
    """Changes what is told of renders, both halves of a superset alike."""

    def after(asked: Asked, reply: Reply) -> None:
        told = reply.json
        if asked.operation in (operations or JOBS) and reply.status == 200:
            for half in (told, told.get("data")):
                if isinstance(half, dict) and "status" in half:
                    change(half, asked)
            reply.json = told

    ALL.append(Breakage(name=name, rule=rule, after=after))


def _backwards(half: dict[str, Any], asked: Asked) -> None:
    half["status"] = "processing" if asked.operation == "render_submit" else "pending"


def _own_word(half: dict[str, Any], asked: Asked) -> None:
    half["status"] = "rendering"


def _at_once(half: dict[str, Any], asked: Asked) -> None:
    half["status"] = "completed"


def _never(half: dict[str, Any], asked: Asked) -> None:
    half["status"] = "processing"


def _failed(half: dict[str, Any], asked: Asked) -> None:
    half["status"] = "failed"


job("S-EXP-7", "goes_backwards", _backwards)
job("S-EXP-7", "words_of_its_own", _own_word)
job("S-EXP-8", "more_than_all", lambda half, asked: half.update(progress=140))
job("S-EXP-8", "progress_in_words", lambda half, asked: half.update(progress="half"))
job("S-EXP-9", "cancels_nothing", _never, "render_poll")
job("S-EXP-14", "done_at_once", _at_once, "render_poll")
job("S-EXP-14", "never_done", _never, "render_poll")
job("S-EXP-15", "orphans_die", _failed, "render_poll")


@replies("S-EXP-10", "render_download")
def nothing_to_download(asked: Asked, reply: Reply) -> None:
    """No download of a completed render."""
    reply.says(404)


@replies("S-EXP-11", "render_download", LINK)
def another_codec(asked: Asked, reply: Reply) -> None:
    """H.265 in place of H.264."""
    reply.body = reply.body.replace(b"avc1", b"hvc1")


@replies("S-EXP-11", "render_download", LINK)
def no_film_at_all(asked: Asked, reply: Reply) -> None:
    """A file that is none."""
    if "video" in reply.headers.get("content-type", ""):
        reply.body = b"not a film"


@replies("S-EXP-12", "render_download")
def too_many_pixels(asked: Asked, reply: Reply) -> None:
    """4096 pixels in a row."""
    small = (480).to_bytes(2) + (272).to_bytes(2)
    reply.body = reply.body.replace(small, (4096).to_bytes(2) + (2160).to_bytes(2))


@replies("S-EXP-13", "render_download", LINK)
def index_at_the_end(asked: Asked, reply: Reply) -> None:
    """The index behind the media."""
    if reply.body[4:8] == b"ftyp":
        reply.body = reply.body.replace(b"moov", b"skip", 1) + b"\0\0\0\x08moov"


@replies("S-EXP-16", *JOBS)
def flat_without_output(asked: Asked, reply: Reply) -> None:
    """A flat reply lacks a field."""
    edited(reply, without("output"))


@replies("S-EXP-17", *JOBS)
def enveloped_without_dates(asked: Asked, reply: Reply) -> None:
    """An enveloped reply lacks a field."""

    def undate(told: dict[str, Any]) -> None:
        if isinstance(told.get("data"), dict):
            told["data"].pop("createdAt")

    edited(reply, undate)


@replies("S-EXP-18", *JOBS)
def superset_with_code(asked: Asked, reply: Reply) -> None:
    """Both shapes and a code."""
    edited(reply, field("code", 0))


@replies("S-EXP-18", *JOBS)
def halves_that_differ(asked: Asked, reply: Reply) -> None:
    """The two shapes tell different things."""
    edited(reply, field("progress", 7))


@replies("S-EXP-19", *JOBS, "render_download")
def no_render_is_1002(asked: Asked, reply: Reply) -> None:
    """A render that does not exist answers as a session that does not."""
    if reply.code == 404:
        reply.says(1002)


def _exports(asked: Asked, reply: Reply) -> None:
    if reply.code == 402:
        reply.status, reply.json = 200, _job(asked)


for rule, name in (("S-EXP-20", "exports_for_anybody"), ("S-EXP-21", "exports_for_free")):
    _exports.__name__ = name
    replies(rule, "render_submit")(_exports)


@replies("S-EXP-22", "render_submit")
def anonymous_exports_not(asked: Asked, reply: Reply) -> None:
    """No export without an account."""
    reply.says(402)


# links


def _first_url(rule: str, name: str, change: Callable[[str], str]) -> None:
    def rewrite(told: dict[str, Any]) -> None:
        for row in told["data"]["files"]:
            row["cdn_url"] = change(row["cdn_url"])

    def after(asked: Asked, reply: Reply) -> None:
        if asked.operation == "upload" and reply.code == 0:
            edited(reply, rewrite)

    ALL.append(Breakage(name=name, rule=rule, after=after))


def _bound(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://0.0.0.0:8787/{rest.partition('/')[2]}"


_first_url("S-LINK-1", "relative_links", lambda url: "/" + url.split("/", 3)[3])
_first_url("S-LINK-5", "links_to_where_it_is_bound", _bound)


@replies("S-LINK-2", LINK)
def links_want_a_token(asked: Asked, reply: Reply) -> None:
    """A media link without Authorization gives nothing."""
    reply.says(1001, status=401)


def _any_link(asked: Asked, reply: Reply) -> None:
    if reply.status == 404:
        reply.status, reply.body = 200, b"film"
        reply.headers["content-type"] = "video/mp4"


for rule, name in (("S-LINK-3", "signatures_for_show"), ("S-LINK-4", "links_for_ever")):
    _any_link.__name__ = name
    replies(rule, LINK)(_any_link)
