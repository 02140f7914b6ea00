"""The control plane, over HTTP and from Python: the same verbs."""

from collections.abc import Iterator
from threading import Thread
from time import sleep

import httpx
import pytest
from emulator.tests.stage import ATTRIBUTION, INSTANT, MEDIA, Camera, message

import nemo_emulator
from nemo_emulator import Emulator, NewAccount, Wanted
from nemo_emulator.clock import ManualClock, Mode
from nemo_emulator.world import Plan

CREDITS = "/api/credits/balance/simple"
CLIENT = {"X-Client-Id": "00000000-0000-4000-8000-000000000001"}


@pytest.fixture
def lab() -> Iterator[Emulator]:
    """An emulator as tests of other people's clients use it."""
    with Emulator(INSTANT, clock=ManualClock(), renderer=Camera()) as emulator:
        yield emulator


@pytest.fixture
def http(lab: Emulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=lab.url, headers=ATTRIBUTION, timeout=30) as client:
        yield client


def auth(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def balance(http: httpx.Client, token: str) -> int:
    return int(http.get(CREDITS, headers=auth(token)).json()["data"]["available"])


def test_an_account_is_opened_with_a_token(lab: Emulator, http: httpx.Client) -> None:
    """For a client that has NEMO_TOKEN; from Python or over HTTP."""
    mine = lab.accounts.open(NewAccount(plan=Plan.PAID, credits=250))
    yours = http.post("/__nemo/accounts", json={"plan": "free", "credits": 5})

    assert balance(http, mine["token"]) == 250
    assert (yours.status_code, balance(http, yours.json()["token"])) == (201, 5)
    assert [row["plan"] for row in lab.accounts.all()] == ["paid", "free"]


def test_credits_can_be_set(lab: Emulator, http: httpx.Client) -> None:
    """To what the test needs."""
    mine = lab.accounts.open()

    lab.accounts.grant(mine["user_id"], 7)
    once = balance(http, mine["token"])
    http.put(f"/__nemo/accounts/{mine['user_id']}/credits", json={"available": 3})

    assert (once, balance(http, mine["token"])) == (7, 3)


@pytest.mark.parametrize("way", ["revoke", "expire"])
def test_a_token_can_be_made_worthless(lab: Emulator, http: httpx.Client, way: str) -> None:
    """From Python and over HTTP; what is worthless already does not count."""
    one, two = lab.accounts.open(), lab.accounts.open()

    gone = getattr(lab.accounts, way)(one["user_id"])
    reply = http.post(f"/__nemo/accounts/{two['user_id']}/{way}").json()
    again = getattr(lab.accounts, way)(one["user_id"])

    assert (gone, again, list(reply.values())) == (1, 0, [1])
    for account in (one, two):
        assert http.get(CREDITS, headers=auth(account["token"])).json()["code"] == 1001


def test_a_revoked_clients_next_token_comes_at_once(lab: Emulator, http: httpx.Client) -> None:
    """2.1: an expired or revoked token may be replaced with the same id."""
    first = http.post("/api/auth/anonymous-token", headers=CLIENT).json()["data"]

    lab.accounts.revoke(first["user_id"])
    second = http.post("/api/auth/anonymous-token", headers=CLIENT).json()

    assert (second["code"], second["data"]["user_id"]) == (0, first["user_id"])


def test_an_unknown_account_is_a_problem(http: httpx.Client) -> None:
    """404 with a sentence, not the product's envelope."""
    reply = http.post("/__nemo/accounts/nobody/revoke")

    assert (reply.status_code, reply.headers["content-type"]) == (404, "application/problem+json")
    assert reply.json()["title"] == "There is no account nobody."


@pytest.mark.parametrize("body", [b"{", b'{"plan":"gold"}', b"[]"])
def test_a_bad_wish_is_a_problem(http: httpx.Client, body: bytes) -> None:
    assert http.post("/__nemo/accounts", content=body).status_code == 400


def test_requests_are_found_and_counted(lab: Emulator, http: httpx.Client) -> None:
    """By operation, path, code; a bad filter says so."""
    http.get(CREDITS)
    http.post("/api/auth/anonymous-token", headers=CLIENT)

    assert len(lab.requests(Wanted(code=1001))) == 1
    assert len(lab.requests(Wanted(path="^/api/credits/"))) == 1
    assert http.get("/__nemo/requests/count", params={"operation": "credits"}).json()["count"] == 1
    assert http.get("/__nemo/requests", params={"status": "many"}).status_code == 400
    assert http.delete("/__nemo/requests").status_code == 204
    assert lab.requests() == []


def test_a_test_can_wait_for_a_request(lab: Emulator, http: httpx.Client) -> None:
    """It returns as soon as the request is over."""
    asking = Thread(target=lambda: http.get(CREDITS))
    asking.start()

    (row,) = lab.wait_for(Wanted(operation="credits"))
    asking.join()
    over_http = http.post("/__nemo/requests/wait", json={"operation": "credits"}).json()

    assert (row.code, over_http["total"]) == (1001, 1)


def test_waiting_in_vain_says_what_came(lab: Emulator, http: httpx.Client) -> None:
    """408 over HTTP, ``TimeoutError`` in Python."""
    http.get(CREDITS)

    with pytest.raises(TimeoutError, match=r"0 of 2 such requests .* so far: credits"):
        lab.wait_for(Wanted(operation="state"), count=2, patience=0.01)
    reply = http.post("/__nemo/requests/wait", json={"operation": "state", "timeout": 0.01})

    assert reply.status_code == 408


def test_reset_empties_the_world(lab: Emulator, http: httpx.Client) -> None:
    """Nobody is there any more; what ran is stopped."""
    mine = lab.accounts.open()

    lab.reset()
    once = lab.accounts.all()
    lab.accounts.open()
    http.post("/__nemo/reset")

    assert (once, lab.accounts.all(), lab.sessions(), lab.jobs()) == ([], [], [], [])
    assert http.get(CREDITS, headers=auth(mine["token"])).json()["code"] == 1001


def test_a_snapshot_brings_the_world_back(lab: Emulator, http: httpx.Client) -> None:
    """Accounts, tokens, sessions; over HTTP too."""
    mine = lab.accounts.open()
    path = "/api/tasks/me/with-session/nemo_agent"
    http.post(path, json={"task_name": "kept"}, headers=auth(mine["token"]))

    kept = lab.snapshot()
    lab.reset()
    lab.restore(kept)
    over_http = http.get("/__nemo/snapshot").json()
    http.post("/__nemo/reset")
    put = http.put("/__nemo/snapshot", json=over_http)

    assert put.status_code == 204
    assert [row["task_name"] for row in lab.sessions()] == ["kept"]
    assert balance(http, mine["token"]) == 100


def test_what_is_no_snapshot_is_refused(lab: Emulator, http: httpx.Client) -> None:
    """And nothing is lost."""
    lab.accounts.open()

    with pytest.raises(ValueError, match="no snapshot"):
        lab.restore({"format": "other"})
    reply = http.put("/__nemo/snapshot", json={"format": "other", "at": 0, "state": {}})
    broken = http.put("/__nemo/snapshot", json=lab.snapshot() | {"state": {"accounts": 7}})

    assert (reply.status_code, broken.status_code) == (400, 400)
    assert len(lab.accounts.all()) == 1


def test_runs_do_not_see_each_other(lab: Emulator, http: httpx.Client) -> None:
    """Each has its own accounts, journal and addresses."""
    made = http.post("/__nemo/runs", json={"name": "r1", "dialect": "adk"}).json()
    other = lab.run("r2", clock=ManualClock(5.0))

    with httpx.Client(base_url=made["url"], headers=ATTRIBUTION) as inside:
        token = inside.post("/api/auth/anonymous-token", headers=CLIENT).json()["data"]["token"]
        health = inside.get("/__nemo/health").json()

    assert made["url"] == lab.url + "/r/r1"
    assert (health["run"], health["dialect"]) == ("r1", "adk")
    assert (lab.accounts.all(), other.accounts.all(), other.services.clock.now()) == ([], [], 5.0)
    assert http.get(CREDITS, headers=auth(token)).json()["code"] == 1001
    names = [run["name"] for run in http.get("/__nemo/runs").json()["runs"]]
    assert names == ["default", "r1", "r2"]


def test_a_run_ends_when_it_is_deleted(lab: Emulator, http: httpx.Client) -> None:
    """Then its address is nobody's; the default run stays."""
    handle = lab.run("gone")
    lab.end(handle)
    http.post("/__nemo/runs", json={"name": "too"})

    assert httpx.get(handle.url + "/__nemo/health").status_code == 404
    assert http.delete("/__nemo/runs/too").status_code == 204
    assert http.delete("/__nemo/runs/default").status_code == 409
    assert http.delete("/__nemo/runs/too").status_code == 409


@pytest.mark.parametrize("name", ["default", "a/b", "..", "x" * 65])
def test_a_name_for_a_run_can_be_bad(http: httpx.Client, name: str) -> None:
    """Taken, or no name."""
    assert http.post("/__nemo/runs", json={"name": name}).status_code == 409


def test_time_is_in_the_tests_hand(lab: Emulator, http: httpx.Client) -> None:
    """Seven days pass in a moment, from Python and over HTTP."""
    mine = lab.accounts.open()
    before = lab.clock.now()

    lab.clock.advance(days=6, hours=23, minutes=59, seconds=59)
    good = http.get(CREDITS, headers=auth(mine["token"])).json()["code"]
    moved = http.post("/__nemo/clock/advance", json={"seconds": 1}).json()

    assert (good, moved["now"] - before) == (0, 604_800)
    assert http.get(CREDITS, headers=auth(mine["token"])).json()["code"] == 1001
    lab.clock.advance_to(before + 604_801)
    lab.clock.run_until_idle()
    assert lab.clock.reading().now == before + 604_801
    back = http.post("/__nemo/clock/advance", json={"to": before})
    assert (back.status_code, "no earlier" in back.json()["title"]) == (409, True)


def test_the_clock_is_moved_in_any_manner(lab: Emulator, http: httpx.Client) -> None:
    """Scaled, frozen, resumed, by hand, by its participants."""
    scaled = http.put("/__nemo/clock", json={"scale": 50}).json()
    frozen = http.post("/__nemo/clock/freeze").json()
    resumed = http.post("/__nemo/clock/resume").json()
    automatic = http.put("/__nemo/clock", json={"mode": "auto"}).json()
    nothing = http.put("/__nemo/clock", json={})

    modes = [reading["mode"] for reading in (scaled, frozen, resumed, automatic)]
    assert modes == ["scaled", "manual", "scaled", "auto"]
    assert nothing.status_code == 400
    lab.clock.set_scale(20)
    lab.clock.freeze()
    lab.clock.resume()
    assert lab.clock.reading().scale == 20
    lab.clock.set_mode(Mode.MANUAL)
    assert lab.clock.reading().mode == "manual"


def test_a_client_waits_with_the_clock(http: httpx.Client) -> None:
    """The driver protocol's coop mode: 30 virtual seconds take none; the run may be named."""
    made = http.post("/__nemo/runs", json={"name": "coop", "clock": {"mode": "auto"}}).json()

    first = http.post("/__nemo/clock/wait", json={"run": "coop", "until": 30, "seen": 0}).json()
    second = httpx.post(made["url"] + "/__nemo/clock/wait", json={"until": 45.5}).json()
    http.post("/__nemo/clock/wait", json={"run": "coop", "done": True})
    now = http.get("/__nemo/clock", params={"run": "coop"}).json()
    nobody = http.post("/__nemo/clock/wait", json={"run": "none", "until": 1})

    assert (first, second) == ({"now": 30.0}, {"now": 45.5})
    assert (now["elapsed"], now["waiters"]) == (45.5, [])
    assert nobody.status_code == 409


def test_a_waiting_client_reads_a_stream_in_no_time(http: httpx.Client) -> None:
    """At pace realistic an edit lasts 10 to 30 s: all of it passes while the client waits."""
    wish = {"name": "paced", "pace": "realistic", "clock": {"mode": "auto"}}
    made = http.post("/__nemo/runs", json=wish).json()
    with httpx.Client(base_url=made["url"], headers=ATTRIBUTION, timeout=30) as inside:
        token = inside.post("/api/auth/anonymous-token", headers=CLIENT).json()["data"]["token"]
        inside.headers.update(auth(token))
        path = "/api/tasks/me/with-session/nemo_agent"
        session = inside.post(path, json={}).json()["data"]["session_id"]

        seen, times = 0, list[float]()
        with inside.stream("POST", "/run_sse", json=message(session, "hello")) as stream:
            chunks = stream.iter_raw()
            read: bytes | None = b""
            while read is not None:
                waiting = {"until": 900, "seen": seen}
                times.append(
                    httpx.post(made["url"] + "/__nemo/clock/wait", json=waiting).json()["now"]
                )
                read = next(chunks, None)
                seen += len(read or b"")
        sent = inside.get("/__nemo/clock", params={"seen": seen}).json()["now"]

    assert 5 <= times[-1] <= 15
    assert times == sorted(times)
    assert sent <= times[-1]


def test_a_client_that_goes_away_waits_no_more(http: httpx.Client) -> None:
    """Time does not wait for somebody who hung up."""
    made = http.post("/__nemo/runs", json={"name": "left", "clock": {"mode": "manual"}}).json()
    waiting = {"until": 30, "waiter": "gone"}

    with pytest.raises(httpx.ReadTimeout):
        httpx.post(made["url"] + "/__nemo/clock/wait", json=waiting, timeout=0.5)

    for _ in range(200):
        if not httpx.get(made["url"] + "/__nemo/clock").json()["waiters"]:
            break
        sleep(0.02)
    assert httpx.get(made["url"] + "/__nemo/clock").json()["waiters"] == []


def test_whole_numbers_may_be_written_with_a_point(http: httpx.Client) -> None:
    """Some languages know no other; halves and words are none."""
    user = http.post("/__nemo/accounts", json={"credits": 40.0}).json()["user_id"]
    path = f"/__nemo/accounts/{user}/credits"

    assert http.put(path, json={"available": 7.0}).json()["available"] == 7
    for wrong in (7.5, "7", True, None):
        assert http.put(path, json={"available": wrong}).status_code == 400


@pytest.mark.parametrize("query", ["limit=many", "since=x", "path=("])
def test_a_wrong_query_is_a_problem(http: httpx.Client, query: str) -> None:
    reply = http.get(f"/__nemo/requests?{query}")

    assert (reply.status_code, reply.headers["content-type"]) == (400, "application/problem+json")
    assert query.partition("=")[0] in reply.json()["title"]


def test_addresses_of_a_run_lead_into_it(lab: Emulator) -> None:
    """An upload's address has the run's prefix, and works."""
    run = lab.run("files")
    with httpx.Client(base_url=run.url, headers=ATTRIBUTION, timeout=30) as http:
        token = http.post("/api/auth/anonymous-token", headers=CLIENT).json()["data"]["token"]
        http.headers.update(auth(token))
        made = http.post("/api/tasks/me/with-session/nemo_agent", json={}).json()["data"]
        path = f"/api/upload-video/nemo_agent/me/{made['session_id']}"
        picture = (
            b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00"
            b"\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
        )
        reply = http.post(path, files={"files": ("dot.gif", picture)}).json()
        url = reply["data"]["files"][0]["cdn_url"]
        stream = http.post("/run_sse", json=message(made["session_id"], "hello")).text

        assert url.startswith(run.url + "/cdn/uploads/")
        assert httpx.get(url).content == picture
        assert "data:" in stream


def test_a_run_renders_from_its_own_uploads(lab: Emulator) -> None:
    """Whose addresses have the run's prefix."""
    run = lab.run("films", clock=ManualClock())
    with httpx.Client(base_url=run.url, headers=ATTRIBUTION, timeout=30) as http:
        token = http.post("/api/auth/anonymous-token", headers=CLIENT).json()["data"]["token"]
        http.headers.update(auth(token))
        made = http.post("/api/tasks/me/with-session/nemo_agent", json={}).json()["data"]
        session = made["session_id"]
        with (MEDIA / "dot.png").open("rb") as dot:
            path = f"/api/upload-video/nemo_agent/me/{session}"
            sent = http.post(path, files={"files": dot}).json()["data"]
        segment = {"s": 0, "d": 1000, "m": {"type": "image", "url": sent["files"][0]["cdn_url"]}}
        wish = {"id": "r1", "sessionId": session, "draft": {"t": [{"tt": 0, "sg": [segment]}]}}
        http.post("/api/render/proxy/lambda", json=wish)
        run.clock.advance(seconds=90)

        told = http.get("/api/render/proxy/lambda/r1").json()

        assert told["status"] == "completed"


def test_the_feed_tells_every_exchange(lab: Emulator, http: httpx.Client) -> None:
    """From the first after ``since`` on, as server-sent events."""
    http.get(CREDITS)

    with http.stream("GET", "/__nemo/events") as feed:
        lines = feed.iter_lines()
        first = [next(lines), next(lines)]

    assert first[0] == "id: 1"
    assert '"operation":"credits"' in first[1]


def test_metrics_are_for_prometheus(http: httpx.Client) -> None:
    """Exchanges by operation and status, and what is in the world."""
    http.get(CREDITS)

    text = http.get("/__nemo/metrics").text

    assert 'nemulator_requests_total{run="default",operation="credits",status="200"} 1' in text
    assert 'nemulator_request_seconds_count{run="default",operation="credits"} 1' in text
    assert 'nemulator_accounts{run="default"} 0' in text


def test_the_package_names_what_it_gives() -> None:
    """And nothing else."""
    assert nemo_emulator.create_app is not None
    with pytest.raises(AttributeError, match="nothing"):
        _ = nemo_emulator.nothing
