"""What is measured in this process: targets 4, 5, 7, 10; and what a soak left for 16."""

import asyncio
import json
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import Request as Ask
from urllib.request import urlopen

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from bench.bare import PATH, REPLY
from bench.goal import Goal, absent, ratio
from bench.table import figures
from nemo_contract.wire import Draft
from nemo_emulator import Emulator, Settings, create_app
from nemo_emulator.api.routing import DirectRoute, index_routes
from nemo_emulator.clock import ManualClock
from nemo_emulator.services import Services
from nemo_emulator.world import Session, Token, Upload
from nemo_emulator.world import events as e
from nemo_emulator.world.world import ALL_SCOPES, TokenWish

ROUNDS = 5
TABLES, ROWS = 12, 1000
STATE_KB = 8
MATRIX = Path(__file__).parents[1] / "out" / "soak" / "wire.json"


def fixture() -> Iterator[Goal]:
    """Target 4: start and stop in a process that has imported everything.

    The best of many, since others use this machine too.
    """
    starts, stops, spent = [], [], []
    for _ in range(3 * ROUNDS):
        began, cpu = time.monotonic(), time.process_time()
        with Emulator(clock=ManualClock()) as emu:
            urlopen(f"{emu.url}/__nemo/health").close()
            starts.append((time.monotonic() - began) * 1000)
            leaving = time.monotonic()
        stops.append((time.monotonic() - leaving) * 1000)
        spent.append((time.process_time() - cpu) * 1000)
    start, stop = min(starts), min(stops)
    note = f"the best of {3 * ROUNDS}; start and stop together take {median(spent):.1f} ms of CPU"
    yield Goal(4, "in-process start to the first 200", "<= 20 ms", f"{start:.1f} ms", start <= 20)
    yield Goal(4, "in-process stop", "<= 5 ms", f"{stop:.1f} ms", stop <= 5, note)


def resets() -> Iterator[Goal]:
    """Target 5: a world of 12,000 rows emptied, against deleting as many from twelve tables."""
    deleted = [_delete_all() * 1000 for _ in range(ROUNDS)]
    emptied = []
    with tempfile.TemporaryDirectory() as folder, Emulator(Settings(data=Path(folder))) as emu:
        for _ in range(ROUNDS):
            emu._loop.call(lambda: _fill(emu.services))  # noqa: SLF001 -- in its own thread
            began = time.process_time()
            urlopen(Ask(f"{emu.url}/__nemo/reset", b"", method="POST")).close()
            emptied.append((time.process_time() - began) * 1000)
    figures("reset", {"ours over HTTP": emptied, "DELETE FROM": deleted}, "ms CPU")
    took, factor = median(emptied), ratio(deleted, emptied)
    what = f"POST /__nemo/reset of a world with {TABLES * ROWS:,} rows"
    note = "in CPU time, the client's share included"
    yield Goal(5, what, "<= 5 ms", f"{took:.1f} ms", took <= 5, note)
    yield Goal(5, "the same against deleting all", ">= 5 x faster", f"{factor:.1f} x", factor >= 5)


def _delete_all() -> float:
    with tempfile.TemporaryDirectory() as folder:
        db = sqlite3.connect(Path(folder) / "db", isolation_level=None)
        db.execute("PRAGMA journal_mode=WAL")
        for n in range(TABLES):
            db.execute(f"CREATE TABLE t{n} (id TEXT PRIMARY KEY, owner TEXT, body TEXT)")
            db.execute(f"CREATE INDEX i{n} ON t{n} (owner)")
            rows = [(f"{k}", f"{k % 50}", "x" * 200) for k in range(ROWS)]
            db.executemany(f"INSERT INTO t{n} VALUES (?, ?, ?)", rows)
        began = time.process_time()
        db.execute("BEGIN")
        for n in range(TABLES):
            db.execute(f"DELETE FROM t{n}")
        db.execute("COMMIT")
        took = time.process_time() - began
        db.close()
        return took


def _fill(it: Services) -> None:
    """A thousand people with eleven things each."""
    now = it.clock.now()
    for n in range(ROWS):
        wish = TokenWish(client_id=f"c{n}", token=f"t{n}", user_id=f"u{n}")
        events = list(it.world.issue_token(wish, now))
        events += [e.TokenIssued(_token(n, k, now)) for k in range(4)]
        events += [e.SessionCreated(_session(n, k, now)) for k in range(3)]
        events += [e.FilesUploaded(f"s{n}-{k}", (_upload(n, k),)) for k in range(3)]
        it.memory.commit(tuple(events))


def _token(n: int, k: int, now: float) -> Token:
    return Token(
        digest=f"{n}-{k}", user_id=f"u{n}", issued_at=now, expires_at=now + 9, scopes=ALL_SCOPES
    )


def _session(n: int, k: int, now: float, **more: Any) -> Session:
    return Session(
        session_id=f"s{n}-{k}",
        task_id=f"task{n}-{k}",
        user_id=f"u{n}",
        task_name="bench",
        language="en",
        created_at=now,
        **more,
    )


def _upload(n: int, k: int) -> Upload:
    return Upload(
        id=f"f{n}-{k}",
        session_id=f"s{n}-{k}",
        filename="beach.jpg",
        file_type="image",
        container="jpeg",
        blob="ab" * 32,
        size=1,
        url="/cdn/uploads/x",
    )


def routes() -> Iterator[Goal]:
    """Target 7: the last of 150 routes against the first, both with a parameter."""
    router = APIRouter(route_class=DirectRoute)

    async def answer(_: Request, **_words: str) -> Response:
        return Response(REPLY, media_type="application/json")

    for n in range(150):
        router.add_api_route(f"/api/p{n}/x/{{word}}", answer, response_model=None)
    app = FastAPI(openapi_url=None)
    index_routes(app, router)
    first, last = _interleaved([(app, "/api/p0/x/1", {}), (app, "/api/p149/x/1", {})])
    figures("routes", {"first": first, "last of 150": last})
    factor = ratio(last, first)
    what = "the last of 150 routes against the first"
    yield Goal(7, what, "<= 1.3 x", f"{factor:.2f} x", factor <= 1.3)


def states() -> Iterator[Goal]:
    """Target 10: a state of 8 KB against a trivial GET, and against returning a dict."""
    app = create_app(Settings())
    it: Services = app.state.runs.default.services
    now = it.clock.now()
    it.memory.commit(it.world.issue_token(TokenWish(client_id="c", token="t", user_id="u0"), now))
    it.memory.commit((e.SessionCreated(_session(0, 0, now, draft=_draft())),))
    who = {"authorization": "Bearer t", "host": "127.0.0.1"}
    path = "/api/state/nemo_agent/me/s0-0/latest"
    size, document = asyncio.run(_body(app, path, who))
    bare = FastAPI(telemetry={"tracing": False, "metrics": False, "logs": False})

    @bare.get("/dict", response_model=None)
    async def returned() -> dict[str, Any]:
        return {**document}

    cases: list[Case] = [(app, PATH, who), (app, path, who), (bare, "/dict", {})]
    trivial, state, plain = _interleaved(cases, times=300)
    figures("states", {"trivial GET": trivial, f"state of {size} bytes": state, "dict": plain})
    cost, factor = ratio(state, trivial), ratio(plain, state)
    what = f"state GET of {size / 1000:.1f} KB against a trivial GET"
    yield Goal(10, what, "<= 1.3 x", f"{cost:.2f} x", cost <= 1.3)
    yield Goal(10, "the same against returning a dict", ">= 10 x", f"{factor:.0f} x", factor >= 10)


def _draft() -> Draft:
    """Fourteen pictures, as many titles, music."""
    picture = {"motion": {"kind": "ken-burns", "amount": 0.2}, "transition": {"kind": "fade"}}
    title = {"position": "bottom", "size": 10, "enter": {"kind": "fade", "d": 400}}
    url = (
        "http://127.0.0.1:8787/cdn/uploads/0123456789abcdef01234567/beach.jpg?expires=1&signature="
    )
    pictures = [
        {"id": f"p{n}", "s": n * 3000, "d": 3000, "m": {"url": f"{url}{n:032}", **picture}}
        for n in range(14)
    ]
    titles = [
        {"id": f"t{n}", "s": n * 3000, "d": 3000, "m": {"text": f"Scene number {n}", **title}}
        for n in range(14)
    ]
    tracks = [{"id": "v", "tt": 0, "sg": pictures}, {"id": "t", "tt": 7, "sg": titles}]
    return Draft.model_validate({"t": tracks, "d": 42_000, "m": {}})


Case = tuple[ASGIApp, str, dict[str, str]]


def _interleaved(cases: list[Case], times: int = 1000) -> list[list[float]]:
    """CPU microseconds of a GET in this process, for each case in interleaved rounds."""
    found: list[list[float]] = [[] for _ in cases]

    async def all_rounds() -> None:
        for n in range(ROUNDS + 1):
            for case, values in zip(cases, found, strict=True):
                took = await _cost(_asking(*case), times)
                if n:  # the first one warms up
                    values.append(took)

    asyncio.run(all_rounds())
    return found


async def _cost(ask: Callable[[], Awaitable[list[Any]]], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        await ask()
    return (time.process_time() - began) / times * 1e6


def _asking(app: ASGIApp, path: str, headers: dict[str, str]) -> Callable[[], Awaitable[list[Any]]]:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def ask() -> list[Any]:
        told: list[Any] = []

        async def send(message: Any) -> None:
            told.append(message)

        await app(_scope(path, raw), receive, send)
        return told

    return ask


def _scope(path: str, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 5000),
        "scheme": "http",
        "method": "GET",
        "root_path": "",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [*headers],
        "state": {},
    }


async def _body(app: ASGIApp, path: str, headers: dict[str, str]) -> tuple[int, Any]:
    _, body = await _asking(app, path, headers)()
    return len(body["body"]), json.loads(body["body"])


def faults() -> Iterator[Goal]:
    """Target 16: what ``make soak-wire`` found last."""
    what = "every fault x two parsers x two loops, byte-exact, 50 repeats"
    if not MATRIX.exists():
        yield absent(16, what, "0 wrong of 50", "make soak-wire measures it")
        return
    found = json.loads(MATRIX.read_text("utf-8"))
    figure = f"{found['kinds']} kinds, {found['checks']} checks, {found['wrong']} wrong"
    yield Goal(
        16, what, "0 wrong, >= 15 kinds", figure, not found["wrong"] and found["kinds"] >= 15
    )
