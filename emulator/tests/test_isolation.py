"""Who is not concerned sees nothing: runs side by side, and accounts in one run."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

import httpx
import pytest
from emulator.tests.stage import ATTRIBUTION, INSTANT, MEDIA, Camera, message

from nemo_contract import ENDPOINTS
from nemo_emulator import Emulator
from nemo_emulator.clock import ManualClock
from nemo_emulator.settings import Settings, Style
from nemo_emulator.world import Plan

CREDITS = "/api/credits/balance/simple"
SESSION = "/api/tasks/me/with-session/nemo_agent"
CLIENT = {"X-Client-Id": "00000000-0000-4000-8000-000000000001"}
SMOOTH = "turn these images into a smooth video with transitions"
MANY = 200


# Runs


def test_two_hundred_runs_do_not_see_each_other() -> None:
    """The same names and client ids, at once: each finds only what is its own."""

    async def live(http: httpx.AsyncClient, n: int) -> int:
        rule = "credits: 503" if n % 2 else "state: 503"
        wish = {"name": f"r{n}", "faults": [rule], "clock": {"mode": "manual", "epoch": n}}
        run = (await http.post("/__nemo/runs", json=wish)).json()["url"]
        token = (await http.post(f"{run}/api/auth/anonymous-token", headers=CLIENT)).json()
        auth = {"Authorization": f"Bearer {token['data']['token']}"}
        await http.post(f"{run}{SESSION}", json={"task_name": f"t{n}"}, headers=auth)
        return int((await http.get(f"{run}{CREDITS}", headers=auth)).json()["code"])

    async def all_at_once(base: str) -> list[int]:
        async with httpx.AsyncClient(base_url=base, headers=ATTRIBUTION, timeout=120) as http:
            gate = asyncio.Semaphore(20)

            async def one(n: int) -> int:
                async with gate:
                    return await live(http, n)

            return await asyncio.gather(*(one(n) for n in range(MANY)))

    with Emulator(INSTANT) as lab:
        codes = asyncio.run(all_at_once(lab.url))
        worlds = [lab.named(f"r{n}") for n in range(MANY)]
        found = [
            ([row["task_name"] for row in one.sessions()], len(one.requests()), one.clock.now())
            for one in worlds
        ]
        default = lab.sessions(), lab.accounts.all(), lab.faults.lines(), lab.requests()

    assert codes == [503 if n % 2 else 0 for n in range(MANY)]
    assert found == [([f"t{n}"], 3, n) for n in range(MANY)]
    assert default == ([], [], [], [])


def test_a_run_has_a_port_of_its_own() -> None:
    """There it is the whole server: addresses without a prefix, connections that meet its rules."""
    with Emulator(INSTANT, clock=ManualClock(), renderer=Camera()) as lab:
        run = lab.run("a", port=0)
        with httpx.Client(base_url=run.url, headers=ATTRIBUTION) as http:
            token = run.accounts.open()["token"]
            http.headers["Authorization"] = f"Bearer {token}"
            session = http.post(SESSION, json={}).json()["data"]["session_id"]
            files = {"files": ("a.jpg", (MEDIA / "beach.jpg").read_bytes())}
            told = http.post(f"/api/upload-video/nemo_agent/me/{session}", files=files).json()
            url = told["data"]["files"][0]["cdn_url"]
            fetched = http.get(url).status_code
            nested = http.get("/r/a/__nemo/health").json()
        by_path = httpx.get(f"{lab.url}/r/a/__nemo/sessions").json()["sessions"]
        run.faults.add("connection: accept then close")
        with pytest.raises(httpx.TransportError):
            httpx.get(run.url + CREDITS)
        elsewhere = httpx.get(lab.url + CREDITS).json()["code"]
        lab.end(run)
        with pytest.raises(httpx.ConnectError):
            httpx.get(run.url + CREDITS)

    assert url.startswith(run.url + "/cdn/")
    assert (fetched, nested["code"], len(by_path), elsewhere) == (200, 404, 1, 1001)


def test_a_port_is_asked_for_over_http() -> None:
    """And is told as the run's address; one that is taken makes no run."""
    with Emulator(INSTANT) as lab, httpx.Client(base_url=lab.url) as http:
        made = http.post("/__nemo/runs", json={"name": "a", "port": 0}).json()
        port = int(made["url"].rpartition(":")[2])
        taken = http.post("/__nemo/runs", json={"name": "b", "port": port})
        health = httpx.get(made["url"] + "/__nemo/health").json()["run"]
        runs = {row["name"]: row["url"] for row in http.get("/__nemo/runs").json()["runs"]}

    assert (health, taken.status_code) == ("a", 409)
    assert "is taken" in taken.json()["title"]
    assert runs == {"default": lab.url, "a": made["url"]}


# Accounts


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody, what is his, and how he asks."""

    user_id: str
    headers: dict[str, str]
    session: str = ""
    task: str = ""
    render: str = ""
    upload: str = ""


def settle(http: httpx.Client, lab: Emulator, plan: Plan, n: int) -> Owner:
    """Somebody with a session, an upload, an edit and, where the plan has it, a render."""
    opened = lab.accounts.open(plan=plan)
    headers = {"Authorization": f"Bearer {opened['token']}"}
    made = http.post(SESSION, json={}, headers=headers).json()["data"]
    session = made["session_id"]
    files = {"files": ("a.jpg", (MEDIA / "beach.jpg").read_bytes())}
    told = http.post(f"/api/upload-video/nemo_agent/me/{session}", files=files, headers=headers)
    http.post("/run_sse", json=message(session, SMOOTH), headers=headers)
    state = http.get(f"/api/state/nemo_agent/me/{session}/latest", headers=headers).json()
    body = {"id": f"render_{n}", "sessionId": session, "draft": state["data"]["state"]["draft"]}
    if http.post("/api/render/proxy/lambda", json=body, headers=headers).is_success:
        path = ENDPOINTS["render_poll"].url(render_id=f"render_{n}")
        while http.get(path, headers=headers).json()["status"] != "completed":
            pass
    url = told.json()["data"]["files"][0]["cdn_url"]
    return Owner(opened["user_id"], headers, session, made["task_id"], f"render_{n}", url)


def asked(http: httpx.Client, who: Owner, operation: str, owner: Owner) -> httpx.Response:
    """``who`` asks for what is ``owner``'s."""
    row = ENDPOINTS[operation]
    path = row.url(session_id=owner.session, render_id=owner.render)
    segment = {"id": "s", "s": 0, "d": 1000, "m": {"text": "Hi"}}
    draft = {"t": [{"id": "t", "tt": 7, "sg": [segment], "m": {}}], "d": 1000, "m": {}}
    bodies: dict[str, dict[str, Any]] = {
        "claim_token": {"json": {"task_id": owner.task, "session_id": owner.session}},
        "run_sse": {"json": message(owner.session, "hello")},
        "upload": {"files": {"files": ("a.jpg", (MEDIA / "beach.jpg").read_bytes())}},
        "render_submit": {"json": {"id": "new", "sessionId": owner.session, "draft": draft}},
    }
    return http.request(row.method, path, headers=who.headers, **bodies.get(operation, {}))


NOBODY = Owner("", {}, "1", "task_0", "render_none")
OWNED = (
    *("claim_token", "run_sse", "upload", "state"),
    *("render_submit", "render_poll", "render_cancel", "render_download"),
)


@pytest.fixture(scope="module", params=list(Style))
def town(request: pytest.FixtureRequest) -> Iterator[tuple[httpx.Client, dict[str, Owner], Any]]:
    """An account of every plan, each with all that one can have."""
    settings = replace(INSTANT, style=request.param)
    with (
        Emulator(settings, clock=ManualClock(), renderer=Camera()) as lab,
        httpx.Client(base_url=lab.url, headers=ATTRIBUTION, timeout=60) as http,
    ):
        owners = {plan: settle(http, lab, plan, n) for n, plan in enumerate(Plan)}
        yield http, {plan.value: owner for plan, owner in owners.items()}, lab


@pytest.mark.parametrize("pair", list(permutations([plan.value for plan in Plan], 2)), ids="-".join)
@pytest.mark.parametrize("operation", OWNED)
def test_what_is_foreign_is_like_what_is_not_there(
    town: Any, operation: str, pair: tuple[str, str]
) -> None:
    """The same status, headers and bytes, for every pair of plans and every operation with an id;
    and nothing of the owner's changes."""
    http, owners, lab = town
    who, owner = owners[pair[0]], owners[pair[1]]
    before = lab.snapshot()["state"]

    foreign = asked(http, who, operation, owner)
    missing = asked(http, who, operation, NOBODY)

    assert foreign.json()["code"] in (402, 404, 1002)
    assert said(foreign) == said(missing)
    assert lab.snapshot()["state"] == before


def said(reply: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """All that a client sees but the date."""
    headers = {name: value for name, value in reply.headers.items() if name != "date"}
    return reply.status_code, reply.content, headers


def test_ids_of_others_do_not_come_up_anywhere(town: Any) -> None:
    """In no list, no state, no balance, no stream."""
    http, owners, _ = town
    for who in owners.values():
        shown = b"".join(asked(http, who, operation, who).content for operation in OWNED)
        shown += http.get(CREDITS, headers=who.headers).content

        for other in owners.values():
            if other is not who:
                secrets = (other.user_id, other.session, other.task, other.upload)
                assert not [one for one in secrets if one.encode() in shown]


def test_a_render_id_says_nothing_of_who_else_took_it(town: Any) -> None:
    """Two accounts may choose the same; neither learns of the other."""
    http, owners, _ = town
    first, second = owners["paid"], owners["anonymous"]
    state = http.get(ENDPOINTS["state"].url(session_id=second.session), headers=second.headers)
    draft = state.json()["data"]["state"]["draft"]
    body = {"id": first.render, "sessionId": second.session, "draft": draft}

    reply = http.post("/api/render/proxy/lambda", json=body, headers=second.headers)

    assert reply.json()["taskId"] == first.render


def test_settings_of_a_run_are_its_own() -> None:
    """One speaks adk while the other speaks typed, in the same server."""
    with Emulator(INSTANT) as lab:
        other = lab.run("a", Settings(seed=1, style=Style.STATUS))

        inside = httpx.get(lab.url + CREDITS).status_code
        outside = httpx.get(other.url + CREDITS).status_code

    assert (inside, outside) == (200, 401)
