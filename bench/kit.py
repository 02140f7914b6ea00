"""How many scenarios the kit draws, plays and judges in a minute, with the client in this process.

usage: python -m bench kit; the same scenarios each round. The yardstick, in the same run, is one
plain request to an emulator in this process by the same HTTP library.
"""

import os
import time
from collections.abc import Callable
from statistics import median
from typing import Final

import httpx

from bench.table import Row, publish
from nemo_conformance.drawing import Draw
from nemo_conformance.kit import Plan, conform
from nemo_conformance.openers import opener
from nemo_conformance.reach import Reach
from nemo_conformance.sharing import Share, sharing
from nemo_emulator import Emulator
from nemo_emulator.settings import Settings

ROUNDS: Final = 3
DRAWN: Final = 300
REQUESTS: Final = 1000
TARGET: Final = 1000
CORES: Final = max(2, len(os.sched_getaffinity(0)))
CLIENTS: Final = ("client", "async_client")
Spent = tuple[float, float]
"""Real seconds and seconds of CPU, one of each thing."""


def main() -> None:
    """Rounds of requests and scenarios in turn, and their medians."""
    found: dict[str, list[Spent]] = {name: [] for name in ("request", *CLIENTS, "together")}
    for _ in range(ROUNDS):
        found["request"].append(_spent(_requests, REQUESTS))
        for name in CLIENTS:
            found[name].append(_spent(_scenarios(name), DRAWN))
        found["together"].append(_spent(_together, DRAWN * CORES))
    rows = [row for name in CLIENTS for row in _rows(name, found)]
    publish("kit", [*rows, _faster(found)])


def _faster(found: dict[str, list[Spent]]) -> Row:
    """What ``--jobs`` brings, from the start of the processes on."""
    alone, together = (60 / median(one[0] for one in found[n]) for n in ("client", "together"))
    return Row(f"scenarios a minute, --jobs {CORES}", together, "/min", together / alone)


def _rows(name: str, found: dict[str, list[Spent]]) -> tuple[Row, Row]:
    real, cpu = (median(one[n] for one in found[name]) for n in (0, 1))
    plain = median(one[1] for one in found["request"])
    rate = 60 / real
    target = f">= {TARGET} a minute: {'met' if rate >= TARGET else 'MISSED'}"
    base = 60 / median(one[0] for one in found["request"])
    return (
        Row(f"scenarios a minute, {name}", rate, "/min", rate / base, target),
        Row(f"CPU of one, against a plain request, {name}", cpu * 1000, "ms", cpu / plain),
    )


def _spent(work: Callable[[], None], count: int) -> Spent:
    real, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - real) / count, (time.process_time() - cpu) / count


def _requests() -> None:
    with Emulator(Settings(seed=1)) as emulator, httpx.Client(base_url=emulator.url) as http:
        for _ in range(REQUESTS):
            http.get("/__nemo/health").raise_for_status()


def _scenarios(name: str) -> Callable[[], None]:
    reach = Reach(in_process=f"nemo_client.inprocess:{name}")

    def work() -> None:
        draw = Draw(DRAWN, budget=float("inf"))
        report = conform(opener(reach), Plan(scenarios=(), seed=1, draw=draw)).report
        assert report.scenarios == DRAWN, f"{report.worst} broken: the figure means nothing"

    return work


def _together() -> None:
    reach = Reach(in_process="nemo_client.inprocess:client")
    draw = Draw(DRAWN * CORES, budget=float("inf"))
    share = Share(reach, draw, seed=1, fresh=False, watched=True, name="")
    with sharing(share, CORES) as drawing:
        report = conform(opener(reach), Plan(scenarios=(), seed=1, draw=drawing)).report
    assert report.scenarios == DRAWN * CORES, f"{report.worst} broken: the figure means nothing"
