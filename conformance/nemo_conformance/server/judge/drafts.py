"""Whether drafts are written as they should be, and kept (S-DRAFT)."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from nemo_conformance.judge.verdict import Finding
from nemo_conformance.server.judge.check import Check, breach, reply_of
from nemo_conformance.server.judge.story import (
    Story,
    draft_in,
    render_of,
    segments,
    status_of,
    tracks,
)
from nemo_conformance.server.record import ALTERED_KEY, Call
from nemo_contract import Exposure as X

KINDS: Final = frozenset({0, 1, 7})
LONG: Final = ("tracks", "segments", "duration", "metadata", "track_type", "trackType", "type")
"""Names in full that the short keys stand for, as they would be spelled."""
NOT_FOR_EXPORT: Final = frozenset(
    {
        X.NO_ATTRIBUTION,
        X.FREE_PLAN,
        X.FOREIGN_SESSION,
        X.UNKNOWN_SESSION,
        X.RENDER_ID_AGAIN,
        X.TOKEN_WRONG,
        X.TOKEN_EXPIRED,
        X.TOKEN_REVOKED,
        X.CLAIM_AS_BEARER,
    }
)
Problem = Callable[[dict[str, Any]], str]


def _each(problem: Problem, want: str) -> Callable[[Story], Iterator[Finding]]:
    """Every draft that the server told, and what is wrong with it."""

    def breaches(story: Story) -> Iterator[Finding]:
        for call in story.of("state"):
            draft = draft_in(call) if call.fine else None
            if draft and (wrong := problem(draft)):
                yield breach(wrong, want, call)

    return breaches


def _parts(draft: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield draft
    yield from tracks(draft)
    yield from segments(draft)


def _long_keys(draft: dict[str, Any]) -> str:
    found = sorted({key for part in _parts(draft) for key in part if key in LONG})
    if found:
        return f"a draft has the keys {', '.join(found)}"
    return "" if isinstance(draft.get("t"), list) else "a draft has no list `t`"


def _odd_kinds(draft: dict[str, Any]) -> str:
    odd = [track.get("tt") for track in tracks(draft) if track.get("tt") not in KINDS]
    return f"a track's `tt` is {odd[0]!r}" if odd else ""


def _is_time(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _odd_times(draft: dict[str, Any]) -> str:
    times = [(key, part[key]) for part in _parts(draft) for key in ("d", "s") if key in part]
    odd = [(key, value) for key, value in times if not _is_time(value)]
    return f"`{odd[0][0]}` is {odd[0][1]!r}" if odd else ""


def _length(draft: dict[str, Any]) -> str:
    missing = [key for key in ("t", "d", "m") if key not in draft]
    if missing:
        return f"the draft has no {', '.join(missing)}"
    ends = [
        one["s"] + one["d"]
        for track in tracks(draft)
        if track.get("tt") == 0
        for one in segments({"t": [track]})
        if _is_time(one.get("s")) and _is_time(one.get("d"))
    ]
    total = draft["d"]
    if ends and max(ends) != total:
        return f"`d` is {total}, the pictures end at {max(ends)}"
    return ""


def _keys(parts: Callable[[dict[str, Any]], Any], *names: str) -> Problem:
    def problem(draft: dict[str, Any]) -> str:
        missing = {name for part in parts(draft) for name in names if name not in part}
        return f"it has no {', '.join(sorted(missing))}" if missing else ""

    return problem


def _sourceless(draft: dict[str, Any]) -> str:
    for track in tracks(draft):
        for one in segments({"t": [track]}):
            meta = one.get("m")
            if not isinstance(meta, dict) or not meta:
                return "a segment has nothing in its `m`"
            if (
                track.get("tt") == 0
                and meta.get("type") in ("image", "video", None)
                and not (isinstance(meta.get("url"), str) and meta["url"])
            ):
                return "a picture's segment names no source"
            if track.get("tt") == 7 and not meta.get("text"):
                return "a text's segment has no text"
    return ""


def _fair(story: Story) -> Iterator[Call]:
    """The submits that nothing else than their draft can fail."""
    return (one for one in story.of("render_submit") if not one.shows.intersection(NOT_FOR_EXPORT))


def _ready(story: Story) -> Iterator[Finding]:
    for call in _fair(story):
        draft = draft_in(call) or {}
        if segments(draft) and call.refused and not _altered(call):
            want = "a draft with a segment is ready"
            yield breach(f"a draft with a segment: {reply_of(call)}", want, call)
        elif not segments(draft) and call.fine:
            yield breach("a draft without a segment was accepted", "it is refused", call)


def _altered(call: Call) -> bool:
    return ALTERED_KEY in (draft_in(call) or {})


def _forgotten(story: Story) -> Iterator[Finding]:
    want = "unknown keys are kept"
    for call in filter(_altered, _fair(story)):
        name, sent = render_of(call) or "", draft_in(call)
        if call.refused:
            yield breach(f"a draft with unknown keys: {reply_of(call)}", want, call)
        elif name in story.record.kept and story.record.kept[name] != sent:
            yield breach("the server keeps the draft otherwise than it came", want, call)


def _rendered(story: Story) -> Iterator[Finding]:
    """A draft that the server itself made can be rendered by it."""
    yield from _each(_sourceless, "source, and what else the renderer needs")(story)
    told = [draft for _, draft in story.drafts]
    for submit in _fair(story):
        if submit.fine and draft_in(submit) in told:
            polls = story.after(submit, "render_poll")
            mine = [one for one in polls if render_of(one) == render_of(submit)]
            if mine and status_of(mine[-1]) == "failed" and not submit.showed(X.EXPORT_CANCELLED):
                want = "its own draft can be rendered"
                yield breach("the server cannot render the draft that it made", want, mine[-1])


DRAFTS: Final = (
    Check("S-DRAFT-1", _each(_long_keys, "`t` with `tt`, `sg`, `d`, `m`")),
    Check("S-DRAFT-2", _each(_odd_kinds, "0, 1 or 7")),
    Check("S-DRAFT-3", _each(_odd_times, "a whole number of milliseconds")),
    Check("S-DRAFT-4", _each(_length, "`{t,d,m}`, with `d` its total length")),
    Check("S-DRAFT-5", _each(_keys(tracks, "id", "tt", "sg", "m"), "`{id,tt,sg,m}`")),
    Check("S-DRAFT-6", _each(_keys(segments, "id", "s", "d", "m"), "`{id,s,d,m}`")),
    Check("S-DRAFT-7", _rendered),
    Check(
        "S-DRAFT-8",
        _ready,
        when=lambda story: any(not segments(draft_in(one) or {}) for one in _fair(story)),
    ),
    Check("S-DRAFT-9", _forgotten, when=lambda story: any(map(_altered, _fair(story)))),
)
