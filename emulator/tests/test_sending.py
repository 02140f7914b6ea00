"""Files over HTTP: quick, and to the byte what Starlette's own reply says."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.responses import FileResponse, Response

from nemo_emulator.api.sending import AT_ONCE, FileReply

SIZE = 3000
numbers = st.integers(0, SIZE + 10)
ranges = st.one_of(
    st.builds("bytes={}-{}".format, numbers, numbers),
    st.builds("bytes={}-".format, numbers),
    st.builds("bytes=-{}".format, numbers),
    st.builds("bytes={}-{},{}-{}".format, numbers, numbers, numbers, numbers),
    st.sampled_from(["", "bytes=", "bytes=a-b", "items=1-2", "bytes=1-2 "]),
)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("films") / "film"
    path.write_bytes(bytes(n % 251 for n in range(SIZE)))
    return path


def said(reply: Response, method: str, headers: dict[str, str]) -> tuple[int, Any, bytes]:
    """Status, headers but for a boundary, and body."""
    told: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"} if not told else await asyncio.Event().wait()

    async def send(message: Any) -> None:
        told.append(message)

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "headers": raw, "asgi": {"spec_version": "2.4"}}
    asyncio.run(reply(scope, receive, send))
    kept = {k: v for k, v in told[0]["headers"] if b"boundary" not in v}
    body = b"".join(message.get("body", b"") for message in told[1:])
    return told[0]["status"], kept, body if b"content-type" in kept else b""


def stock(path: Path) -> FileResponse:
    headers = {"X-Content-Type-Options": "nosniff"}
    return FileResponse(path, filename="a.mp4", media_type="video/mp4", headers=headers)


@settings(deadline=None)
@given(wanted=ranges, method=st.sampled_from(["GET", "HEAD"]))
def test_every_range_is_answered_as_starlette_does(wanted: str, method: str, film: Path) -> None:
    """The way without a thread changes nothing that a client sees."""
    asked = {"range": wanted} if wanted else {}

    ours = said(FileReply(film, "a.mp4", "video/mp4"), method, asked)

    assert ours == said(stock(film), method, asked)


def test_a_range_that_may_be_out_of_date_is_checked(film: Path) -> None:
    """With If-Range for another file the whole one comes."""
    asked = {"range": "bytes=0-9", "if-range": '"another"'}

    status, _, body = said(FileReply(film, "a.mp4", "video/mp4"), "GET", asked)

    assert (status, len(body)) == (200, SIZE)


def test_a_long_range_comes_in_pieces(tmp_path: Path) -> None:
    """It would keep everybody else waiting."""
    path = tmp_path / "long"
    path.write_bytes(bytes(AT_ONCE + 2))
    asked = {"range": f"bytes=0-{AT_ONCE}"}

    status, headers, body = said(FileReply(path, "a.mp4", "video/mp4"), "GET", asked)

    assert (status, len(body)) == (206, AT_ONCE + 1)
    assert headers[b"content-range"] == f"bytes 0-{AT_ONCE}/{AT_ONCE + 2}".encode()
