"""Hypothesis strategies for scenarios: worlds, wishes in two languages, faults where clients break.

Pure. ``scenarios(can, toward)`` draws what a client with these capabilities can be asked, more
often towards the rules named, and shrinks to no faults, few wishes, a plain world.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Final

from hypothesis import strategies as st

from nemo_conformance.driver.words import Capability, Consent
from nemo_conformance.record import TokenGiven
from nemo_conformance.scenarios import Scenario, World

MESSAGES: Final = (
    'add the title "Hello"',
    "turn this photo into a video",
    "add lo-fi music",
    "make it 5 seconds long",
    "balance the audio",
    "加上标题“夏天”",
    "加一点轻快的音乐",
    "把这张照片做成视频",
)
COMMANDS: Final = (
    "say[credits] balance",
    "say[credits] 余额",
    "say[state] status",
    "say[state] 状态",
    "say[export] export",
    "say[export] 导出",
)
FILES: Final = (
    "photo.jpg",
    "clip.mp4",
    "nowhere.jpg!missing",
    "notes.txt!type",
    "notes.jpg!disguised",
)
PLACES: Final = ("start", "middle", "clause", "list", "bold")
FIRST: Final = ("upload photo.jpg", "send turn this photo into a video")
"""How most conversations begin: with something on the timeline."""


@dataclass(frozen=True, slots=True)
class Trap:
    """Fault lines that tend to show whether ``rules`` are kept, and which ops lead there."""

    rules: frozenset[str]
    ops: tuple[str, ...]
    lines: st.SearchStrategy[str]


def _trap(rules: str, ops: str, lines: st.SearchStrategy[str]) -> Trap:
    return Trap(frozenset(rules.split()), tuple(ops.split()), lines)


_SECONDS = st.sampled_from((5, 20, 40, 90, 250, 400, 650))
_REFUSALS = st.sampled_from((500, 429, 1001, 7777))
_TIMES = st.integers(1, 3)
_EVENTS = st.sampled_from(("0.5", "1", "1.5", "2", "3"))
_WHICH = st.sampled_from(("#1", "#2", "#3", "", "#1-2", "#1-3", "#2-4"))
_END = st.sampled_from(("cut", "reset", "half-close", "hang"))
_EFFECT = st.sampled_from(("", ", no effect"))
MESSAGE = st.sampled_from(MESSAGES)
_BROKEN_BODY = st.sampled_from(("html", "empty", "truncated", "wrong-type"))


def _said(template: str, **parts: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    return st.builds(template.format, **parts)


TRAPS: Final = (
    _trap(
        "C-SSE-6 C-SSE-7",
        "send",
        _said("run_sse{n}: {end} after {k} events{e}", n=_WHICH, end=_END, k=_EVENTS, e=_EFFECT),
    ),
    _trap("C-SSE-5 C-SSE-6", "send", _said("run_sse{n}: silent{e}", n=_WHICH, e=_EFFECT)),
    _trap("C-SSE-5 C-SSE-6", "send", _said("run_sse{n}: silent, late {s}s", n=_WHICH, s=_SECONDS)),
    _trap(
        "C-SSE-2 C-SSE-3 C-SSE-8",
        "send",
        _said("run_sse{n}: stall {s}s after {k} events", n=_WHICH, s=_SECONDS, k=_EVENTS),
    ),
    _trap(
        "C-SSE-2 C-SSE-8",
        "send",
        _said("run_sse{n}: heartbeats every=15s for={s}s{e}", n=_WHICH, s=_SECONDS, e=_EFFECT),
    ),
    _trap(
        "C-SSE-1",
        "send",
        st.sampled_from(
            (
                "run_sse: lines crlf, split every 5 bytes",
                "run_sse: lines cr",
                "run_sse: lines mixed, bom",
                "run_sse: lines folded",
                "run_sse: lines tight, split every 9 bytes",
                "run_sse: lines named",
                "run_sse: split utf8",
                "run_sse: unknown signs",
                "run_sse: comments, split every 3 bytes",
                "run_sse: huge 200KiB",
            )
        ),
    ),
    _trap("C-SSE-9", "send", _said("run_sse{n}: trailing text", n=_WHICH)),
    _trap(
        "C-SSE-10",
        "send",
        _said("run_sse{n}: unknown {w}", n=_WHICH, w=st.sampled_from(("types", "fields"))),
    ),
    _trap(
        "C-AUTH-4 C-SESS-2 C-CRED-2 C-ERR-2 C-ERR-4",
        "send",
        _said(
            "run_sse{n}: {code}",
            n=_WHICH,
            code=st.sampled_from((1001, 1002, 2001, 429, 500, 502, 7777)),
        ),
    ),
    _trap(
        "C-ERR-5",
        "send",
        _said("run_sse{n}: 2001 status={s}", n=_WHICH, s=st.sampled_from((402, 429, 404))),
    ),
    _trap(
        "C-ERR-4 C-SSE-6",
        "send",
        _said(
            "run_sse{n}: {code}{work}{body}",
            n=_WHICH,
            code=st.sampled_from((502, 500, 503, 504)),
            work=st.sampled_from((" work=done", "")),
            body=st.sampled_from(("", ", body html", ", body empty", ", body truncated")),
        ),
    ),
    _trap(
        "C-AUTH-4 C-ERR-2 C-ERR-3",
        "credits",
        _said("credits{n}: {code}", n=_WHICH, code=st.sampled_from((1001, 429, 500, 7777))),
    ),
    *(
        _trap(
            "C-ERR-3 C-ERR-2 C-AUTH-4",
            op,
            _said(f"{op}#1-{{k}}: {{code}}", k=st.sampled_from((2, 3, 4)), code=_REFUSALS),
        )
        for op in ("credits", "state")
    ),
    _trap("C-ERR-3", "credits", _said("credits: body {b} times=*", b=_BROKEN_BODY)),
    _trap(
        "C-AUTH-4 C-SESS-2 C-ERR-3 C-SSE-7",
        "state",
        _said("state{n}: {code}", n=_WHICH, code=st.sampled_from((1001, 1002, 429, 500, 7777))),
    ),
    _trap("C-ERR-3", "state", _said("state{n}: body {b}", n=_WHICH, b=_BROKEN_BODY)),
    _trap("C-AUTH-5 C-ERR-2", "connect", st.sampled_from(("anonymous_token#1: 400",))),
    _trap(
        "C-ERR-2",
        "connect",
        _said("anonymous_token: 429 times={t}", t=st.sampled_from((1, 2, "*"))),
    ),
    _trap(
        "C-EXP-3 C-EXP-4 C-EXP-7",
        "export",
        _said(
            "render job{n}: {what}",
            n=st.sampled_from(("", "#1", "#1-2")),
            what=st.sampled_from(("fail at 40%", "stuck at 50%", "slow x3", "progress by polls")),
        ),
    ),
    _trap(
        "C-EXP-5",
        "export",
        st.sampled_from(
            (
                "render job: link missing fetches=9",
                "render job: link expired",
                "media: cut after 5000 bytes",
            )
        ),
    ),
    _trap(
        "C-EXP-3",
        "export",
        _said("render_poll{n}: {c}", n=_WHICH, c=st.sampled_from((1001, 429, 500))),
    ),
    _trap("C-ERR-1 C-CRED-1", "export", st.just("render_submit: 402 times=*")),
    _trap("C-ERR-4", "export", st.sampled_from(("render_submit#1: cut", "render_submit#1: 1001"))),
)
"""Every kind of trouble that is drawn, with its aim."""

OPS: Final[Mapping[str, Capability]] = MappingProxyType(
    {
        "send": Capability.SEND,
        "credits": Capability.CREDITS,
        "state": Capability.STATE,
        "export": Capability.EXPORT,
        "connect": Capability.CONNECT,
    }
)


@st.composite
def scenarios(
    draw: st.DrawFn, can: frozenset[Capability], toward: frozenset[str] = frozenset()
) -> Scenario:
    """A scenario that a client with these capabilities can be asked to play."""
    traps = draw(st.lists(_trap_for(can, toward), max_size=3))
    faults = tuple(dict.fromkeys(draw(trap.lines) for trap in traps))
    wishes = draw(_wishes(can, {op for trap in traps for op in trap.ops}))
    seed, screen = draw(TALK)
    world = replace(draw(WORLDS), screen=screen)
    return Scenario(name="drawn", wishes=wishes, faults=faults, world=world, seed=seed)


@cache
def _trap_for(can: frozenset[Capability], toward: frozenset[str]) -> st.SearchStrategy[Trap]:
    fit = [one for one in TRAPS if _able(one.ops, can)]
    aimed = [one for one in fit if one.rules & toward]
    return st.sampled_from((*aimed, *fit) if aimed else fit) if fit else st.nothing()


def _able(ops: Iterable[str], can: frozenset[Capability]) -> bool:
    return all(OPS[op] in can or (op == "send" and Capability.CHAT in can) for op in ops)


@st.composite
def _wishes(draw: st.DrawFn, can: frozenset[Capability], ops: set[str]) -> tuple[str, ...]:
    """What the traps need, with more around it, each only if the client can do it."""
    begin = _begin(can)
    needed = [
        op if op != "send" else f"send {draw(MESSAGE)}"
        for op in sorted(ops)
        for _ in range(draw(_TIMES))
    ]
    more = draw(st.lists(_around(can), max_size=3))
    return (*begin, *needed, *more)


@cache
def _around(can: frozenset[Capability]) -> st.SearchStrategy[str]:
    lines = [
        *(f"send {text}" for text in MESSAGES),
        *COMMANDS,
        *(f"upload {file}" for file in FILES),
        *OPS,
    ]
    fit = [one for one in lines if one != "send" and _possible(one, can)]
    return st.sampled_from(fit or ["restart"])


@cache
def _begin(can: frozenset[Capability]) -> tuple[str, ...]:
    return tuple(one for one in FIRST if _possible(one, can))


def _possible(line: str, can: frozenset[Capability]) -> bool:
    return not Scenario(name="", wishes=(line,)).lacking(can)


TALK: Final = st.sampled_from((*((n, "") for n in range(8)), *((0, place) for place in PLACES)))
"""How the agent talks: its dice, or where it speaks of a screen. One choice, since the fewer there
are, the sooner a case is small."""

WORLDS: Final = st.builds(
    World,
    dialect=st.sampled_from(("typed", "adk")),
    style=st.sampled_from(("envelope", "status")),
    shape=st.sampled_from(("superset", "flat", "enveloped")),
    consent=st.sampled_from((Consent.NEVER, Consent.ALWAYS)),
    token=st.sampled_from((TokenGiven.NONE, TokenGiven.NONE, TokenGiven.PAID)),
    message=st.sampled_from((5, 0)),
)
