"""Faults, renders, seeds and verdicts in a tester's hand, over HTTP and from Python."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import pytest
from emulator.tests.stage import ATTRIBUTION, INSTANT, MEDIA, Camera, message

from nemo_contract import Scope
from nemo_emulator import Emulator
from nemo_emulator.clock import ManualClock
from nemo_emulator.script import ScriptError
from nemo_emulator.settings import Pace
from nemo_emulator.steering import AnyRule
from nemo_emulator.verbs import Unknown

CREDITS = "/api/credits/balance/simple"
SUBMIT = "/api/render/proxy/lambda"
OBJECT = {"match": {"operation": "credits"}, "effects": [{"kind": "answer", "code": 503}]}


@pytest.fixture
def lab() -> Iterator[Emulator]:
    """Where renders take their time, which passes by hand."""
    with Emulator(
        replace(INSTANT, pace=Pace.FAST), clock=ManualClock(), renderer=Camera()
    ) as emulator:
        yield emulator


@pytest.fixture
def http(lab: Emulator) -> Iterator[httpx.Client]:
    """Somebody's, who has a token."""
    token = lab.accounts.open()["token"]
    headers = ATTRIBUTION | {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=lab.url, headers=headers, timeout=30) as client:
        yield client


def codes(http: httpx.Client, times: int) -> list[int]:
    return [http.get(CREDITS).json()["code"] for _ in range(times)]


def a_render(http: httpx.Client) -> str:
    """One that has just been submitted; its id."""
    made = http.post("/api/tasks/me/with-session/nemo_agent", json={}).json()["data"]
    segment = {"id": "s", "s": 0, "d": 1000, "m": {"text": "Hi"}}
    body = {
        "id": "render_1",
        "sessionId": made["session_id"],
        "draft": {"t": [{"id": "t", "tt": 7, "sg": [segment], "m": {}}], "d": 1000, "m": {}},
    }
    return str(http.post(SUBMIT, json=body).json()["taskId"])


@pytest.mark.parametrize("rule", ["credits: 503", OBJECT])
def test_a_fault_is_added_as_text_or_as_an_object(http: httpx.Client, rule: Any) -> None:
    """The reply is its account, as every rule has one."""
    added = http.post("/__nemo/faults", json={"rule": rule})
    met = codes(http, 2)
    (row,) = http.get("/__nemo/faults").json()["faults"]

    assert (added.status_code, added.json()["rule"]) == (201, "credits: 503")
    assert met == [503, 0]
    assert (row["remaining"], row["consumed"], row["completed"]) == (0, 1, 1)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ({"rule": "credits: dance"}, 'Column 10: "dance" is no fault of credits'),
        ({"rule": {"match": {}, "effects": []}}, "match.operation: Field required"),
        ({"rule": {"match": {"operation": "dance"}}}, 'There is no operation "dance".'),
        ({"rule": 7}, "rule.str: Input should be a valid string"),
        ({}, "rule: Field required"),
    ],
)
def test_a_bad_rule_is_a_problem_that_says_where(
    http: httpx.Client, body: dict[str, Any], title: str
) -> None:
    reply = http.post("/__nemo/faults", json=body)

    assert (reply.status_code, reply.headers["content-type"]) == (400, "application/problem+json")
    assert title in reply.json()["title"]


def test_a_script_is_put_as_json_or_as_text(http: httpx.Client) -> None:
    """In place of what was there; a bad one changes nothing."""
    text = {"Content-Type": "text/plain"}
    http.put("/__nemo/script", json={"rules": ["credits: 503", OBJECT]})
    once = http.get("/__nemo/script").json()["rules"]
    http.put("/__nemo/script", content="# mine\n\nstate: 429\n", headers=text)
    bad = [
        http.put("/__nemo/script", json={"rules": ["credits: 503", {"match": {}}]}),
        http.put("/__nemo/script", content="credits: 503\ndance\n", headers=text),
    ]

    assert once == ["credits: 503"] * 2
    assert [reply.status_code for reply in bad] == [400, 400]
    assert http.get("/__nemo/script").json()["rules"] == ["state: 429"]


def test_a_rule_is_taken_out_by_number_or_name(http: httpx.Client, lab: Emulator) -> None:
    lab.faults.put(["credits: 503", "state: 503 name=mine", "upload: 503"])
    (number, *_) = (row.number for row in lab.faults)

    gone = [http.delete(f"/__nemo/faults/{which}").status_code for which in (number, "mine", 99)]

    assert gone == [204, 204, 404]
    assert lab.faults.lines() == ["upload: 503"]
    http.delete("/__nemo/faults")
    assert lab.faults.lines() == []


def test_python_says_the_same(http: httpx.Client, lab: Emulator) -> None:
    """With exceptions for problems."""
    added = lab.faults.add(OBJECT)
    lab.faults.remove(added.number)

    assert codes(http, 1) == [0]
    bad: list[AnyRule] = ["credits: dance", {"match": {}, "effects": []}]
    for wrong in bad:
        with pytest.raises(ScriptError):
            lab.faults.add(wrong)
        with pytest.raises(ScriptError):
            lab.faults.put([wrong])
    with pytest.raises(Unknown, match="There is no fault 99"):
        lab.faults.remove(99)
    lab.faults.clear()
    assert list(lab.faults) == []


def test_a_render_is_moved_by_hand(http: httpx.Client, lab: Emulator) -> None:
    """From then on nothing else moves it; at 100 it is done."""
    name = a_render(http)
    http.put(f"/__nemo/jobs/{name}", json={"progress": 40})
    lab.clock.advance(days=1)
    told = http.get(f"{SUBMIT}/{name}").json()
    done = lab.move_job(name, 100)

    assert (told["status"], told["progress"]) == ("processing", 40)
    assert done["status"] == "completed"
    again = http.put(f"/__nemo/jobs/{name}", json={"progress": 50})
    assert (again.status_code, "goes on" in again.json()["title"]) == (404, True)


def test_a_render_fails_by_hand(http: httpx.Client, lab: Emulator) -> None:
    """With the sentence that is given."""
    name = a_render(http)
    reply = http.put(f"/__nemo/jobs/{name}", json={"error": "No disk."}).json()

    assert (reply["status"], http.get(f"{SUBMIT}/{name}").json()["error"]) == ("failed", "No disk.")
    with pytest.raises(Unknown):
        lab.fail_job(name)


@pytest.mark.parametrize("body", [{}, {"progress": 101}, {"progress": "far"}])
def test_a_move_to_nowhere_is_a_problem(http: httpx.Client, body: dict[str, Any]) -> None:
    assert http.put("/__nemo/jobs/render_1", json=body).status_code == 400


def test_reset_brings_back_the_script_that_the_run_began_with() -> None:
    """And the seed's first ids, so that one test after another finds the same."""
    with Emulator(replace(INSTANT, faults=("credits: 503",))) as lab:
        first = lab.accounts.open()
        lab.faults.clear()
        lab.faults.add("state: 429")
        lab.reset()

        assert lab.faults.lines() == ["credits: 503"]
        assert lab.accounts.open() == first


def test_a_restored_world_does_not_give_its_ids_again(lab: Emulator) -> None:
    """What is drawn after it is new."""
    lab.accounts.open()
    kept = lab.snapshot()

    lab.restore(kept)
    lab.accounts.open()

    assert len(lab.accounts.all()) == 2


def test_a_seed_repeats_ids_and_coins(http: httpx.Client, lab: Emulator) -> None:
    """From any moment on; null makes them unguessable."""
    met = []
    for _ in range(2):
        lab.seed(5)
        lab.faults.put(["credits p=0.5: 503 times=*"])
        met.append((codes(http, 12), lab.accounts.open()["token"]))
    lab.seed(6)
    lab.faults.put(["credits p=0.5: 503 times=*"])
    other = codes(http, 12), lab.accounts.open()["token"]

    assert met[0] == met[1] != other
    assert http.post("/__nemo/seed", json={"seed": None}).json() == {"seed": None}
    assert http.post("/__nemo/seed", json={}).status_code == 400


def test_the_verdict_tells_what_the_script_missed(http: httpx.Client, lab: Emulator) -> None:
    """Rules that nobody met, paths that nobody knows; a coin's rule need not be met."""
    before = lab.verdict()
    lab.faults.put(["credits: 503", "state: 503", "upload p=0.1: 503"])
    codes(http, 1)
    http.get("/api/v2/credits")

    after = http.get("/__nemo/verdict").json()

    assert (before["ok"], after["ok"], after["requests"]) == (True, False, 2)
    assert after["never_met"] == ["state: 503"]
    assert [row["path"] for row in after["unmatched"]] == ["/api/v2/credits"]
    assert after["unfinished"] == after["broken"] == after["incomplete"] == []


def test_the_verdict_tells_what_was_not_taken(http: httpx.Client, lab: Emulator) -> None:
    """A cut that the reply was too short for, and replies that were cut."""
    lab.faults.put(["credits: cut after 9999 bytes", "state: cut after 3 bytes"])
    codes(http, 1)
    with pytest.raises(httpx.RemoteProtocolError):
        http.get("/api/state/nemo_agent/me/1/latest")

    found = lab.verdict()

    assert found["unfinished"] == ["credits: cut after 9999 bytes"]
    assert [row["operation"] for row in found["incomplete"]] == ["state"]


def test_another_emulator_becomes_what_was_exported(tmp_path: Path) -> None:
    """Tokens, timelines, renders and all files; the same state gives the same bytes."""
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    with Emulator(INSTANT, clock=ManualClock(), renderer=Camera()) as first:
        token = first.accounts.open()["token"]
        headers = ATTRIBUTION | {"Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=first.url, headers=headers) as http:
            made = http.post("/api/tasks/me/with-session/nemo_agent", json={}).json()["data"]
            session = made["session_id"]
            picture = (MEDIA / "beach.jpg").read_bytes()
            files = {"files": ("beach.jpg", picture)}
            http.post(f"/api/upload-video/nemo_agent/me/{session}", files=files)
            http.post("/run_sse", json=message(session, "make a slideshow"))
        first.export(one)
        first.export(two)

    with Emulator(INSTANT, clock=ManualClock(), renderer=Camera()) as second:
        second.import_(one)
        with httpx.Client(base_url=second.url, headers=headers) as http:
            state = http.get(f"/api/state/nemo_agent/me/{session}/latest").json()["data"]["state"]
            again = http.get(state["video_infos"][0]["cdn_url"]).content
        with pytest.raises(ValueError, match="no archive"):
            second.import_(Path(__file__))

    assert one.read_bytes() == two.read_bytes()
    assert state["draft"]["t"]
    assert again == picture


def test_a_file_that_is_not_what_its_name_says_is_refused(lab: Emulator, tmp_path: Path) -> None:
    """And nothing is changed."""
    lab.export(tmp_path / "kept.zip")
    with ZipFile(tmp_path / "kept.zip", "a") as archive:
        archive.writestr("blobs/" + "0" * 64, b"other")
    lab.accounts.open()

    with httpx.Client(base_url=lab.url) as http:
        reply = http.put("/__nemo/import", content=(tmp_path / "kept.zip").read_bytes())

    assert (reply.status_code, "not what its name says" in reply.json()["title"]) == (400, True)
    assert len(lab.accounts.all()) == 1


def whole_archive(lab: Emulator, folder: Path) -> bytes:
    lab.accounts.open()
    lab.export(folder / "whole.zip")
    return (folder / "whole.zip").read_bytes()


def test_a_damaged_archive_is_refused_or_read(tmp_path: Path) -> None:
    """Wherever a byte is wrong or the end is missing: never a broken server."""
    with Emulator(INSTANT) as lab, httpx.Client(base_url=lab.url) as http:
        whole = whole_archive(lab, tmp_path)
        damaged = [whole[:n] for n in range(0, len(whole), 37)]
        damaged += [whole[:n] + b"\xff" + whole[n + 1 :] for n in range(0, len(whole), 7)]

        statuses = {http.put("/__nemo/import", content=one).status_code for one in damaged}

        assert statuses <= {204, 400}
        assert http.put("/__nemo/import", content=whole).status_code == 204


@pytest.mark.parametrize(
    "snapshot", [b"[]", b"{}", b"7", b"{", b'{"format":"nemulator/1"}', b"\xff"]
)
def test_an_archive_without_a_state_is_refused(tmp_path: Path, snapshot: bytes) -> None:
    with ZipFile(tmp_path / "kept.zip", "w") as archive:
        archive.writestr("snapshot.json", snapshot)
    with Emulator(INSTANT) as lab:
        reply = httpx.put(f"{lab.url}/__nemo/import", content=(tmp_path / "kept.zip").read_bytes())

    assert (reply.status_code, reply.headers["content-type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("scopes", "kept"),
    [(["read"], [0, 1001, 1001]), (["read", "write"], [0, 0, 1001]), (["upload"], [1001, 1001, 0])],
)
def test_a_token_is_good_for_its_scopes_only(
    lab: Emulator, scopes: list[str], kept: list[int]
) -> None:
    """Reading, writing, uploading; anything else is 1001."""
    with httpx.Client(base_url=lab.url, headers=ATTRIBUTION) as http:
        token = http.post("/__nemo/accounts", json={"scopes": scopes}).json()["token"]
        http.headers["Authorization"] = f"Bearer {token}"

        found = [
            http.get(CREDITS),
            http.post("/api/tasks/me/with-session/nemo_agent", json={}),
            http.post("/api/upload-video/nemo_agent/me/1", files={"files": ("a.jpg", b"x")}),
        ]

    told = [reply.json()["code"] for reply in found]
    assert [0 if code == 1002 else code for code in told] == kept
    assert lab.accounts.open(scopes=(Scope.READ,), credits=3)["token"]


def test_requests_are_limited_in_a_virtual_second() -> None:
    """By account: somebody else is not concerned, and a second later all is well."""
    limits = replace(INSTANT.limits, requests_per_second=2)
    with Emulator(replace(INSTANT, limits=limits), clock=ManualClock()) as lab:
        tokens = [lab.accounts.open()["token"] for _ in range(2)]

        def ask(token: str) -> httpx.Response:
            return httpx.get(lab.url + CREDITS, headers={"Authorization": f"Bearer {token}"})

        first = [ask(tokens[0]) for _ in range(3)]
        other = ask(tokens[1]).json()["code"]
        lab.clock.advance(seconds=1)
        later = ask(tokens[0]).json()["code"]

    assert [reply.status_code for reply in first] == [200, 200, 429]
    assert first[2].headers["retry-after"] == "30"
    assert (other, later) == (0, 0)


def test_pace_is_one_of_the_settings_that_info_tells(http: httpx.Client) -> None:
    """All but secrets, under the names that change them."""
    told = http.get("/__nemo/info").json()

    assert told["settings"]["pace"] == Pace.FAST
    assert told["settings"]["prices"]["edit"] == 50
    assert {"control_token", "brain_token"} & set(told["settings"]) == set()
    assert http.get("/__nemo").json() == told
