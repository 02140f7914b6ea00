"""One line a request."""

import asyncio
import json
import logging
import shlex
from dataclasses import replace

import httpx
import pytest
from emulator.tests.stage import INSTANT, Camera, Loop
from hypothesis import given
from hypothesis import strategies as st

from nemo_contract import Exchange
from nemo_emulator import create_app
from nemo_emulator.chronicle import as_json, as_text, facts, follow
from nemo_emulator.clock import ManualClock
from nemo_emulator.journal import Journal
from nemo_emulator.server import serving
from nemo_emulator.settings import RequestLog

ROW = Exchange(
    n=3,
    operation="credits",
    method="GET",
    path="/api/credits/balance/simple",
    at=1_790_000_000.0,
    ended_at=1_790_000_001.0,
    real_seconds=0.01234,
    status=200,
    code=1001,
    reply_bytes=85,
)


def test_a_line_tells_who_what_and_how_it_went() -> None:
    """What is not known is left out of text, and null in JSON."""
    told = facts("default", ROW)

    assert as_text(told) == (
        "at=2026-09-21T14:13:20.000Z run=default n=3 operation=credits method=GET "
        "path=/api/credits/balance/simple status=200 code=1001 ms=12.3 in=0 out=85 complete=yes"
    )
    assert json.loads(as_json(told)) == dict(told)
    assert json.loads(as_json(told))["user"] is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_nobody_writes_our_lines_for_us(path: str, query: str) -> None:
    """Whatever a path holds, it is one line with the same words."""
    row = replace(ROW, path="/" + path, query=query)

    text, document = as_text(facts("default", row)), as_json(facts("default", row))

    assert len(text.splitlines()) == len(document.splitlines()) == 1
    names = [word.partition("=")[0] for word in shlex.split(text.replace("'", "_"))]
    assert names == [name for name, value in facts("default", row).items() if value is not None]


class Ended:
    """A row that has ended."""

    operation, status, lasted = "credits", 200, 0.5

    def __init__(self, n: int) -> None:
        self.exchange = replace(ROW, n=n)


def test_every_row_is_told_in_the_order_of_their_ends() -> None:
    """One that began before and ended after another is not forgotten; at the end none is left."""

    async def go() -> list[str]:
        journal, lines = Journal(), list[str]()
        telling = asyncio.create_task(follow("a", journal, RequestLog.TEXT, lines.append))
        await asyncio.sleep(0)
        for n in (2, 3, 1):
            journal.add(Ended(n))
            await asyncio.sleep(0.06)
        journal.add(Ended(4))
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
        return [word for line in lines for word in line.split() if word.startswith("n=")]

    assert asyncio.run(go()) == ["n=2", "n=3", "n=1", "n=4"]


def test_what_ended_after_others_is_found_in_a_ring() -> None:
    """Also when some of it has been dropped, or all of it."""
    journal = Journal(kept=3)
    for n in range(5):
        journal.add(Ended(n))

    assert [row.n for row in journal.after(4)] == [4]
    assert [row.n for row in journal.after(0)] == [2, 3, 4]
    assert journal.after(5) == []
    journal.clear()
    assert journal.after(0) == []
    assert (journal.ended, journal.counts["credits", 200]) == (5, 5)
    assert journal.seconds["credits"] == 2.5


def test_a_server_tells_the_requests_of_every_run(caplog: pytest.LogCaptureFixture) -> None:
    """Without tokens; the control plane's own are not told."""
    caplog.set_level(logging.INFO, "nemo_emulator.requests")
    loop = Loop()
    app = create_app(INSTANT, clock=ManualClock(), renderer=Camera(), log=RequestLog.JSON)
    server = serving(app)
    url = loop.run(server.__aenter__()).url
    headers = {"Authorization": "Bearer nmv_usr_0123456789abcdef"}
    httpx.get(f"{url}/api/credits/balance/simple?token=nmv_usr_0123456789abcdef", headers=headers)
    httpx.post(f"{url}/__nemo/runs", json={"name": "a"})
    httpx.get(f"{url}/r/a/api/nothing")
    loop.run(server.__aexit__(None, None, None))
    loop.close()

    told = [json.loads(record.message) for record in caplog.records]
    assert [(row["run"], row["operation"], row["code"]) for row in told] == [
        ("default", "credits", 1001),
        ("a", None, 404),
    ]
    assert told[0]["path"] == "/api/credits/balance/simple?token=nmv_usr_***"
    assert "0123456789abcdef" not in caplog.text


def test_a_link_that_is_fetched_is_of_no_use_to_who_reads_the_log() -> None:
    """Its signature is left out, what stands around it is not."""
    row = replace(ROW, path="/cdn/x.mp4", query="expires=1&signature=abc123&x=2")

    for line in (as_text(facts("default", row)), as_json(facts("default", row))):
        assert "abc123" not in line
        assert "expires=1&signature=&x=2" in line
