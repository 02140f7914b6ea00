"""Every code of the contract's table, reached honestly over HTTP."""

import struct
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from emulator.tests.stage import INSTANT, MEDIA, Camera, Emu, User, message, running

from nemo_contract import STATUS_STYLE, Code
from nemo_emulator.settings import Limits, Style

SMOOTH = "turn these images into a smooth video with transitions"
OTHER = "00000000-0000-4000-8000-000000000002"
CREDITS = "/api/credits/balance/simple"


@pytest.fixture(params=list(Style))
def styled(request: pytest.FixtureRequest) -> Iterator[Emu]:
    """An emulator in each style of carrying codes."""
    with running(replace(INSTANT, style=request.param)) as emu:
        yield emu


def refused(reply: httpx.Response, emu: Emu) -> int:
    """The code of a refusal, once its envelope and its HTTP status are as they must be."""
    body = reply.json()
    code = Code(body["code"])
    inside = emu.services.settings.style is Style.ENVELOPE and code >= 1000
    assert reply.status_code == (200 if inside else STATUS_STYLE[code])
    assert (body["data"], bool(body["message"])) == (None, True)
    return int(code)


def test_1001_an_expired_token(styled: Emu) -> None:
    """After seven days the token is worth nothing, and the same client id gets another."""
    user = styled.sign_in()

    styled.advance(7 * 86_400)

    assert refused(user.get(CREDITS), styled) == 1001
    assert styled.sign_in().data["user_id"] == user.data["user_id"]


def test_1001_no_token_or_a_wrong_one(styled: Emu) -> None:
    """Missing, unknown, or not a bearer token: the same answer."""
    given: list[dict[str, str]] = [
        {},
        {"Authorization": "Bearer nmv_usr_unknown"},
        {"Authorization": "Basic eDp5"},
        {"Authorization": "Bearer"},
    ]

    codes = [refused(styled.http.get(CREDITS, headers=headers), styled) for headers in given]

    assert codes == [1001] * 4


def test_1002_a_foreign_session_is_like_none(styled: Emu) -> None:
    """Somebody else's session and one that never was give the same reply."""
    owner, other = styled.sign_in(), styled.sign_in(OTHER)
    session = owner.session()

    foreign = other.get(f"/api/state/nemo_agent/me/{session}/latest")
    missing = other.get("/api/state/nemo_agent/me/12345/latest")

    assert refused(foreign, styled) == refused(missing, styled) == 1002
    assert foreign.content == missing.content


def test_1002_comes_as_an_envelope_before_a_stream(styled: Emu) -> None:
    """2.4: an error before the stream starts is no event stream."""
    user = styled.sign_in()

    reply = user.post("/run_sse", json=message("12345", "hello"))

    assert refused(reply, styled) == 1002
    assert reply.headers["content-type"] == "application/json"


def test_2001_when_the_ledger_is_empty(styled: Emu) -> None:
    """The third session's first edit finds nothing left, and nothing happens."""
    user = styled.sign_in()
    for _ in range(2):
        session = user.session()
        user.upload(session, "beach.jpg")
        user.say(session, SMOOTH)
    third = user.session()
    user.upload(third, "beach.jpg")

    reply = user.post("/run_sse", json=message(third, SMOOTH))

    assert refused(reply, styled) == 2001
    assert user.state(third)["draft"]["t"] == []
    assert user.credits() == {"available": 0, "frozen": 0, "total": 0}


@pytest.mark.parametrize("name", ["playlist.mp4", "text.jpg", "page.gif", "empty.jpg"])
def test_4001_is_judged_by_content(styled: Emu, name: str) -> None:
    """A friendly name does not help."""
    user = styled.sign_in()
    session = user.session()
    hostile = {
        "playlist.mp4": b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n",
        "text.jpg": b"just words",
        "page.gif": b"<html><script>alert(1)</script>",
        "empty.jpg": b"",
    }

    reply = user.post(
        f"/api/upload-video/nemo_agent/me/{session}", files={"files": (name, hostile[name])}
    )

    assert refused(reply, styled) == 4001


def test_4001_one_bad_file_refuses_all(styled: Emu) -> None:
    """2.5: nothing of the request is kept."""
    user = styled.sign_in()
    session = user.session()
    good = (MEDIA / "beach.jpg").read_bytes()

    reply = user.post(
        f"/api/upload-video/nemo_agent/me/{session}",
        files=[("files", ("good.jpg", good)), ("files", ("bad.jpg", b"bad"))],
    )

    assert refused(reply, styled) == 4001
    assert user.state(session)["video_infos"] == []


def test_4002_at_one_byte_over_200_mb(emu: Emu, user: User) -> None:
    """209,715,200 bytes pass the size check; one more does not."""
    session = user.session()
    limit = 209_715_200

    def body(size: int) -> Iterator[bytes]:
        form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 2, 48_000, 192_000, 4, 16)
        head = struct.pack("<4sI4s", b"RIFF", size - 8, b"WAVE") + form
        head += struct.pack("<4sI", b"data", size - 44)
        name = b'Content-Disposition: form-data; name="files"; filename="big.wav"'
        yield b"--b\r\n" + name + b"\r\n\r\n" + head
        left = size - len(head)
        while left > 0:
            piece = min(left, 1 << 20)
            yield bytes(piece)
            left -= piece
        yield b"\r\n--b--\r\n"

    def send(size: int) -> httpx.Response:
        return user.post(
            f"/api/upload-video/nemo_agent/me/{session}",
            content=body(size),
            headers={"Content-Type": "multipart/form-data; boundary=b"},
        )

    assert send(limit + 1).json()["code"] == 4002
    assert send(limit).json()["data"]["files"][0]["file_type"] == "audio"


@pytest.mark.parametrize("client_id", [None, "", "me", "123"])
def test_400_without_a_client_id(styled: Emu, client_id: str | None) -> None:
    """Missing or no UUID; the same with HTTP status 400 in both styles."""
    headers = {} if client_id is None else {"X-Client-Id": client_id}

    reply = styled.http.post("/api/auth/anonymous-token", headers=headers)

    assert (refused(reply, styled), reply.status_code) == (400, 400)


@pytest.mark.parametrize("missing", ["X-Skill-Source", "X-Skill-Version", "X-Skill-Platform"])
def test_402_without_attribution(styled: Emu, missing: str) -> None:
    """Each of the three headers is needed on the export."""
    user = styled.sign_in()
    session = user.session()

    reply = user.export(session, headers={missing: ""})

    assert (refused(reply, styled), reply.status_code) == (402, 402)


def test_429_for_a_second_token(styled: Emu) -> None:
    """One token to a client id in seven days."""
    styled.sign_in()
    client = {"X-Client-Id": "00000000-0000-4000-8000-000000000001"}

    reply = styled.http.post("/api/auth/anonymous-token", headers=client)

    assert (refused(reply, styled), reply.status_code) == (429, 429)
    assert reply.headers["retry-after"] == "30"


def test_429_over_the_limit_of_an_address() -> None:
    """Off by default; when on, the eleventh of ten is refused until the first is a week old."""
    with running(replace(INSTANT, limits=Limits(tokens_per_address=2))) as emu:
        ids = [f"00000000-0000-4000-8000-00000000000{n}" for n in range(3)]

        codes = [
            emu.http.post("/api/auth/anonymous-token", headers={"X-Client-Id": i}).json()["code"]
            for i in ids
        ]
        emu.advance(7 * 86_400)
        later = emu.http.post("/api/auth/anonymous-token", headers={"X-Client-Id": ids[2]})

        assert codes == [0, 0, 429]
        assert later.json()["code"] == 0


def test_404_for_an_unknown_render(styled: Emu) -> None:
    """Unknown and foreign renders are the same to everybody else."""
    owner, other = styled.sign_in(), styled.sign_in(OTHER)
    session = owner.session()
    owner.upload(session, "beach.jpg")
    owner.say(session, SMOOTH)
    owner.export(session)

    foreign = other.get("/api/render/proxy/lambda/render_1")
    missing = other.get("/api/render/proxy/lambda/render_2")

    assert refused(foreign, styled) == refused(missing, styled) == 404
    assert foreign.content == missing.content


def test_409_for_a_render_id_used_twice(styled: Emu) -> None:
    """A refused submit does not use its id up; an accepted one does."""
    user = styled.sign_in()
    session = user.session()
    empty = user.export(session)
    user.upload(session, "beach.jpg")
    user.say(session, SMOOTH)

    first, second = user.export(session), user.export(session)

    assert refused(empty, styled) == 422
    assert first.json()["taskId"] == "render_1"
    assert (refused(second, styled), second.status_code) == (409, 409)


def test_a_used_render_id_may_return_its_job() -> None:
    """The other reading, by a switch: the same job, not rendered again."""
    with running(replace(INSTANT, same_render_id_returns_job=True)) as emu:
        user = emu.sign_in()
        session = user.session()
        user.upload(session, "beach.jpg")
        user.say(session, SMOOTH)

        first, second = user.export(session).json(), user.export(session).json()

        assert first["taskId"] == second["taskId"]
        assert len(emu.services.state.jobs) == 1


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/api/v1/generate", 404),
        ("POST", "/v1/edit", 404),
        ("GET", "/run_sse", 405),
        ("DELETE", CREDITS, 405),
    ],
)
def test_what_is_not_there_says_so(styled: Emu, method: str, path: str, code: int) -> None:
    """Invented paths and methods get an envelope too."""
    assert refused(styled.http.request(method, path), styled) == code


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"app_name":"nemo_agent"}', b"\xff\xfe", b'{"a":' * 2000],
)
def test_422_for_a_body_that_is_none(user: User, content: bytes) -> None:
    """Bad input is told from a broken server."""
    assert user.post("/run_sse", content=content).json()["code"] == 422


@pytest.mark.parametrize(
    "change",
    [{"app_name": "other"}, {"new_message": {"parts": [{"text": "  "}]}}],
)
def test_422_for_a_message_to_nobody_or_without_words(
    user: User, change: dict[str, object]
) -> None:
    """The sentence says what to send."""
    body = message(user.session(), "hello") | change

    reply = user.post("/run_sse", json=body).json()

    assert reply["code"] == 422
    assert "nemo_agent" in reply["message"] or "text" in reply["message"]


def test_a_message_in_somebody_elses_name_is_refused(user: User) -> None:
    """``user_id`` is ``me``, one's own, or absent."""
    session = user.session()
    mine = message(session, "hello") | {"user_id": user.data["user_id"]}
    yours = message(session, "hello") | {"user_id": "anon_else"}

    assert user.post("/run_sse", json=mine).headers["content-type"].startswith("text/event")
    assert user.post("/run_sse", json=yours).json()["code"] == 1002


def test_a_body_without_end_is_refused() -> None:
    """JSON bodies have a limit of their own."""
    limits = Limits(body=1000)
    with running(replace(INSTANT, limits=limits)) as emu:
        user = emu.sign_in()

        reply = user.post("/run_sse", content=b" " * 1001)

        assert reply.json()["code"] == 422


def test_a_signed_address_ends(emu: Emu, user: User) -> None:
    """After its days it is like one that never was; a changed one too."""
    session = user.session()
    url = user.upload(session, "beach.jpg").json()["data"]["files"][0]["cdn_url"]

    changed = emu.http.get(url[:-1] + ("0" if url[-1] != "0" else "1"))
    emu.advance(7 * 86_400)

    assert changed.json()["code"] == 404
    assert emu.http.get(url).json()["code"] == 404


def test_no_file_before_the_render_is_done() -> None:
    """The download endpoint says how far the render is."""
    with running(INSTANT, renderer=Camera(held=True)) as emu:
        user = emu.sign_in()
        session = user.session()
        user.upload(session, "beach.jpg")
        user.say(session, SMOOTH)
        user.export(session)
        user.post("/api/render/proxy/lambda/render_1/cancel")

        reply = user.get("/api/render/proxy/render_1/download").json()

    assert reply["code"] == 404
    assert "failed" in reply["message"]


def test_the_control_plane_has_problems_of_its_own(emu: Emu) -> None:
    """Never the product's envelope."""
    reply = emu.http.get("/__nemo/nothing")

    assert (reply.status_code, reply.headers["content-type"]) == (404, "application/problem+json")
    assert "code" not in reply.json()
