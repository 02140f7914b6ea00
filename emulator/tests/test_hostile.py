"""What a hostile or clumsy client sends: answered with a sentence, never a hang or a 500."""

from typing import Any

import pytest
from emulator.tests.stage import INSTANT, Emu, User, message, running

from nemo_emulator.render import Rendered, RenderOrder

RENDERS = "/api/render/proxy/lambda"
SMOOTH = "turn these images into a smooth video with transitions"
TITLE = {"t": [{"tt": 7, "sg": [{"s": 0, "d": 1000, "m": {"text": "hi"}}]}], "d": 1000}


def submit(user: User, session: str, **more: Any) -> dict[str, Any]:
    body = {"id": "r", "sessionId": session, "draft": TITLE} | more
    return dict(user.post(RENDERS, json=body).json())


@pytest.mark.parametrize("kind", ["mp4\u0000", "m" * 300, "x/../../../../tmp/made", ""])
def test_a_format_is_no_path(emu: Emu, user: User, kind: str) -> None:
    """Whatever it is, the file is written where the emulator wants it."""
    submit(user, user.session(), output={"format": kind, "quality": "high"})
    emu.develop()

    assert user.poll("r")["status"] in ("completed", "failed")


def test_an_address_that_is_none_fails_the_render(emu: Emu, user: User) -> None:
    """Some texts are not even addresses."""
    draft = {"t": [{"tt": 0, "sg": [{"s": 0, "d": 1000, "m": {"url": "http://[::1"}}]}], "d": 1000}

    submit(user, user.session(), draft=draft)
    emu.develop()

    assert user.poll("r")["status"] == "failed"


@pytest.mark.parametrize("name", [".", "..", "a/b", "lambda", "a?b", "a#b", "a\u0000b"])
def test_a_render_id_is_a_word_of_an_address(user: User, name: str) -> None:
    """What could never be polled is refused."""
    assert submit(user, user.session(), id=name)["code"] == 422


def test_a_draft_has_a_size(user: User) -> None:
    """Too many segments are refused before anybody works on them."""
    segments = [{"s": n, "d": 1} for n in range(2001)]
    draft = {"t": [{"tt": 0, "sg": segments}], "d": 2001}

    assert submit(user, user.session(), draft=draft)["code"] == 422


def test_a_message_has_a_size(user: User) -> None:
    """Planning must not keep the others waiting."""
    session = user.session()

    assert user.post("/run_sse", json=message(session, "a" * 8001)).json()["code"] == 422


@pytest.mark.parametrize(
    "name", ["photo #1.gif", "what?.gif", "100%.gif", "图 片.gif", "a%2Fb.gif"]
)
def test_any_file_name_gives_a_working_address(user: User, name: str) -> None:
    """The name is quoted, signed and read back."""
    dot = bytes.fromhex(
        "47494638396101000100800000000000ffffff21f90400000000002c00000000010001000002024401003b"
    )
    path = f"/api/upload-video/nemo_agent/me/{user.session()}"

    file = user.post(path, files={"files": (name, dot)}).json()["data"]["files"][0]

    assert user.emu.http.get(file["cdn_url"]).content == dot


def test_an_address_of_a_world_that_is_gone_is_404(emu: Emu, user: User) -> None:
    """After a reset nobody knows the file."""
    url = user.upload(user.session(), "beach.jpg").json()["data"]["files"][0]["cdn_url"]

    emu.http.post("/__nemo/reset")

    assert emu.http.get(url).json()["code"] == 404


def test_credits_are_counted_when_the_message_is_whole(user: User) -> None:
    """Three generations begun at once on a hundred credits: one runs, two are refused."""
    session = user.session()
    text = "generate a 10 second sunset timelapse"

    replies = [user.post("/run_sse", json=message(session, text)) for _ in range(3)]

    refused = [r for r in replies if r.headers["content-type"] == "application/json"]
    assert [r.json()["code"] for r in refused] == [2001, 2001]
    assert user.credits()["available"] >= 0


@pytest.mark.parametrize("body", [{"days": 1e999}, {"days": -1}, {"credits": -5}])
def test_an_account_has_sane_numbers(emu: Emu, body: dict[str, float]) -> None:
    """What the log could not read back is never written."""
    content = str(body).replace("'", '"').replace("inf", "1e999")

    assert emu.http.post("/__nemo/accounts", content=content).status_code == 400


def test_a_filter_that_is_no_expression_is_a_problem(emu: Emu) -> None:
    assert emu.http.get("/__nemo/requests", params={"path": "("}).status_code == 400


def test_no_token_hides_in_a_path_or_a_header(emu: Emu, user: User) -> None:
    """Wherever a clumsy client puts it, the journal does not keep it."""
    token = user.data["token"]
    emu.http.get(f"/{token}/x", headers={"Referer": f"http://x/?t={token}", "X-Api-Key": token})
    emu.http.get("/?t=" + token.replace("_", "%5F"))

    kept = emu.http.get("/__nemo/requests").text

    assert token.removeprefix("nmv_usr_") not in kept


def test_a_trailing_slash_does_not_leave_the_run(emu: Emu) -> None:
    """No redirect: there is no such path."""
    emu.http.post("/__nemo/runs", json={"name": "r"})

    assert emu.http.get("/r/r/api/credits/balance/simple/").json()["code"] == 404


class Broken:
    """A renderer with a mistake in it."""

    async def render(self, order: RenderOrder, progress: object) -> Rendered:
        raise RuntimeError("a mistake")


def test_a_render_that_breaks_the_emulator_has_failed() -> None:
    """A mistake of ours is a failed job with a sentence, not one that never ends."""
    with running(INSTANT, renderer=Broken()) as emu:
        user = emu.sign_in()

        submit(user, user.session())
        emu.develop()

        assert user.poll("r")["status"] == "failed"
        assert "log has the trace" in user.poll("r")["error"]
