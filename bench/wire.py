"""What a request costs the server, in CPU time: targets 5, 6, 8, 9, 11 and 18."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from bench.bare import PATH
from bench.goal import Goal, absent, ratio
from bench.load import Served, load, micros, request, rounds, served
from bench.peers import MISSING, PEERS, TOKEN, Peer
from bench.table import figures

REQUESTS = 100_000
ATTRIBUTION = {
    "X-Skill-Source": "bench",
    "X-Skill-Version": "1.0",
    "X-Skill-Platform": "unknown",
    "User-Agent": "bench/1.0",
    "Accept": "*/*",
}


def emulator(stack: ExitStack, *more: str) -> Served:
    data = stack.enter_context(tempfile.TemporaryDirectory())
    words = ("-m", "nemo_emulator", "serve", "--port", "PORT", "--data-dir", data, *more)
    return stack.enter_context(served(*words))


def token(server: Served, client: int = 1) -> str:
    """A token of the running emulator."""
    asked = Request(
        f"http://127.0.0.1:{server.port}/api/auth/anonymous-token",
        method="POST",
        headers={"X-Client-Id": f"00000000-0000-4000-8000-{client:012}"},
    )
    with urlopen(asked) as reply:
        return str(json.load(reply)["data"]["token"])


def credits(bearer: str) -> bytes:  # noqa: A001 -- the operation's name
    """The authenticated GET, with the headers that a client sends."""
    return request("GET", PATH, {"Authorization": f"Bearer {bearer}", **ATTRIBUTION})


def requests() -> Iterator[Goal]:
    """Target 6, and what else is measured beside it."""
    with ExitStack() as stack:
        fast = stack.enter_context(served("-m", "bench.bare", "fastapi", "PORT"))
        slim = stack.enter_context(served("-m", "bench.bare", "starlette", "PORT"))
        ours = emulator(stack)
        plain = credits(TOKEN)
        cases = [(fast, plain), (slim, plain), (ours, credits(token(ours)))]
        bare, starlette, get = rounds(cases, n=7)
    figures("requests", {"fastapi": bare, "starlette": starlette, "authenticated GET": get})
    cost, share = ratio(get, bare), ratio(bare, get)
    note = f"{median(get):.0f} us against {median(bare):.0f} (required <= 1.67, aim 1.3)"
    what = "authenticated GET, journal, faults, tap on: x bare FastAPI"
    yield Goal(6, what, "CPU <= 1.67 x", f"{cost:.2f} x", cost <= 1.67, note)
    what = "the same, in work per CPU second against bare Starlette"
    slimmer = ratio(starlette, get)
    note = f"against FastAPI {share:.2f} x (target 0.6)"
    yield Goal(6, what, ">= 0.35 x (aim 0.5)", f"{slimmer:.2f} x", slimmer >= 0.35, note)


def layers() -> Iterator[Goal]:
    """Target 8: the same GET with more and more around it."""
    with ExitStack() as stack:
        kinds = ("plain", "tap", "journal")
        servers = [
            stack.enter_context(served("-m", "bench.variants", kind, "PORT")) for kind in kinds
        ]
        plain, tap, journal = rounds([(each, credits(TOKEN)) for each in servers], n=9)
    figures("layers", {"plain": plain, "tap and faults": tap, "and journal": journal})
    tapped, kept = ratio(tap, plain) - 1, ratio(journal, tap) - 1
    what = "wire tap and layer of faults, without a rule"
    yield Goal(8, what, "<= +5 % CPU", f"{tapped:+.1%}", tapped <= 0.05)
    yield Goal(8, "journal with headers and bodies", "<= +20 % CPU", f"{kept:+.1%}", kept <= 0.2)


def writes() -> Iterator[Goal]:
    """Target 9: a session made, with the log and without."""
    body = b'{"task_name":"project","language":"en"}'
    with ExitStack() as stack:
        ours = emulator(stack)
        dry = stack.enter_context(served("-m", "bench.variants", "no-log", "PORT"))
        cases = [
            (each, request("POST", "/api/tasks/me/with-session/nemo_agent", auth(each), body))
            for each in (ours, dry)
        ]
        wet, without = rounds(cases, n=7)
    figures("writes", {"committed": wet, "not written": without})
    share = ratio(without, wet)
    what = "POST with commit, in work per CPU second against none"
    yield Goal(9, what, ">= 0.65 x", f"{share:.2f} x", share >= 0.65)


def auth(server: Served) -> dict[str, str]:
    bearer = {"Authorization": f"Bearer {token(server)}", "Content-Type": "application/json"}
    return bearer | ATTRIBUTION


def memory() -> Iterator[Goal]:
    """Target 18: the journal is bounded."""
    with ExitStack() as stack:
        ours = emulator(stack)
        data = credits(token(ours))
        load(ours.port, data, times=400)
        idle = ours.resident()
        load(ours.port, data, times=REQUESTS)
        grown = ours.resident() / idle
        after = ours.resident()
    figure = f"{grown:.2f} x ({idle:.0f} to {after:.0f} MiB)"
    yield Goal(18, "memory after 100,000 requests", "<= 1.3 x idle", figure, grown <= 1.3)
    what = "memory after load against WireMock's"
    yield from _wiremock_memory(what, after)


def _wiremock_memory(what: str, ours: float) -> Iterator[Goal]:
    peer = PEERS[0]
    if not peer.there:
        yield absent(18, what, "<= 0.4 x", MISSING)
        return
    with tempfile.TemporaryDirectory() as folder, peer.serving(Path(folder)) as theirs:
        load(theirs.port, credits(TOKEN), times=REQUESTS // 5)
        share = ours / theirs.resident()
        note = f"WireMock {theirs.resident():.0f} MiB after {REQUESTS // 5:,} requests"
    yield Goal(18, what, "<= 0.4 x", f"{share:.2f} x", share <= 0.4, note)


TARGETS = {"WireMock": 1.5, "Prism": 2.5, "Mockoon": 2.5}


def peers() -> Iterator[Goal]:
    """Target 11: the peers, warm, at the same authenticated GET."""
    for peer in PEERS:
        least = TARGETS[peer.name]
        what = f"authenticated GET: CPU of a warm {peer.name} against ours"
        if not peer.there:
            yield absent(11, what, f">= {least} x", MISSING)
            continue
        yield _peer(peer, what, least)


def _peer(peer: Peer, what: str, least: float) -> Goal:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        theirs, ours = stack.enter_context(peer.serving(folder)), emulator(stack)
        mine = credits(token(ours))
        load(theirs.port, credits(TOKEN), times=12_000)
        pairs = [(micros(theirs, credits(TOKEN)), micros(ours, mine)) for _ in range(5)]
    them, us = zip(*pairs, strict=True)
    figures(f"beside {peer.name}", {peer.name: them, "emulator": us})
    factor = ratio(them, us)
    return Goal(11, what, f">= {least} x", f"{factor:.1f} x", factor >= least)


def resets() -> Iterator[Goal]:
    """Target 5, its last part: an emptied world against WireMock's."""
    peer, what = PEERS[0], "reset over HTTP against WireMock's (CPU)"
    if not peer.there:
        yield absent(5, what, ">= 3 x", MISSING)
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        theirs, ours = stack.enter_context(peer.serving(folder)), emulator(stack)
        assert peer.reset is not None
        them = [_reset(theirs, peer.reset) for _ in range(5)]
        us = [_reset(ours, "/__nemo/reset") for _ in range(5)]
    factor = ratio(them, us)
    yield Goal(5, what, ">= 3 x", f"{factor:.1f} x", factor >= 3)


def _reset(server: Served, path: str, times: int = 100) -> float:
    before = server.cpu()
    for _ in range(times):
        urlopen(Request(f"http://127.0.0.1:{server.port}{path}", b"", method="POST")).close()
    return (server.cpu() - before) / times
