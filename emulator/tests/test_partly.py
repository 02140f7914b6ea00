"""Conditions and ranges on files, as RFC 9110 has them."""

from collections.abc import Iterator

import httpx
import pytest
from emulator.tests.stage import ATTRIBUTION, INSTANT, MEDIA, Camera

from nemo_emulator import Emulator
from nemo_emulator.api.partly import readable

PICTURE = (MEDIA / "beach.jpg").read_bytes()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Where an uploaded picture is."""
    with Emulator(INSTANT, renderer=Camera()) as lab, httpx.Client(base_url=lab.url) as http:
        http.headers.update(ATTRIBUTION)
        http.headers["Authorization"] = f"Bearer {lab.accounts.open()['token']}"
        made = http.post("/api/tasks/me/with-session/nemo_agent", json={}).json()["data"]
        path = f"/api/upload-video/nemo_agent/me/{made['session_id']}"
        told = http.post(path, files={"files": ("a.jpg", PICTURE)}).json()
        yield told["data"]["files"][0]["cdn_url"]


@pytest.fixture(scope="module")
def tag(url: str) -> str:
    return httpx.head(url).headers["etag"]


@pytest.mark.parametrize(
    ("ranges", "part"),
    [
        ("bytes=0-9", PICTURE[:10]),
        ("bytes=5-5", PICTURE[5:6]),
        (f"bytes={len(PICTURE) - 3}-", PICTURE[-3:]),
        ("bytes=-4", PICTURE[-4:]),
        (f"bytes=0-{len(PICTURE) * 2}", PICTURE),
    ],
)
def test_a_range_is_sent_alone(url: str, ranges: str, part: bytes) -> None:
    reply = httpx.get(url, headers={"Range": ranges})

    assert (reply.status_code, reply.content) == (206, part)
    assert reply.headers["content-range"].endswith(f"/{len(PICTURE)}")


def test_two_ranges_come_as_parts(url: str) -> None:
    reply = httpx.get(url, headers={"Range": "bytes=0-3, 8-9"})

    assert reply.status_code == 206
    assert reply.headers["content-type"].startswith("multipart/byteranges; boundary=")
    assert PICTURE[:4] in reply.content
    assert PICTURE[8:10] in reply.content


def test_a_range_behind_the_end_is_told_so(url: str) -> None:
    reply = httpx.get(url, headers={"Range": f"bytes={len(PICTURE)}-"})

    assert (reply.status_code, reply.headers["content-range"]) == (416, f"bytes */{len(PICTURE)}")


@pytest.mark.parametrize("ranges", ["lines=1-2", "bytes=9-5", "bytes=a-b", "bytes=-", "bytes", ""])
def test_what_is_no_range_is_ignored(url: str, ranges: str) -> None:
    """RFC 9110, 14.2: the whole file is sent."""
    reply = httpx.get(url, headers={"Range": ranges})

    assert (reply.status_code, len(reply.content)) == (200, len(PICTURE))
    assert not readable(ranges)


def test_who_has_it_already_is_told_so(url: str, tag: str) -> None:
    """304 without a body, also for HEAD, a list, a weak tag, any tag."""
    for known in (tag, f'"x", {tag}', f"W/{tag}", "*"):
        for method in ("GET", "HEAD"):
            reply = httpx.request(method, url, headers={"If-None-Match": known})
            assert (reply.status_code, reply.content, reply.headers["etag"]) == (304, b"", tag)
    assert httpx.get(url, headers={"If-None-Match": '"x"'}).status_code == 200


def test_who_means_another_is_told_so(url: str, tag: str) -> None:
    """412; with If-Range the whole of this one instead of a part."""
    part = {"Range": "bytes=0-9"}

    assert httpx.get(url, headers={"If-Match": '"x"'}).status_code == 412
    assert httpx.get(url, headers={"If-Match": f'"x", {tag}'}).status_code == 200
    assert httpx.get(url, headers=part | {"If-Range": tag}).status_code == 206
    assert httpx.get(url, headers=part | {"If-Range": '"x"'}).status_code == 200


def test_a_tag_is_of_the_bytes(url: str, tag: str) -> None:
    """The same file has it wherever and whenever it is uploaded."""
    with Emulator(INSTANT) as lab, httpx.Client(base_url=lab.url) as http:
        http.headers["Authorization"] = f"Bearer {lab.accounts.open()['token']}"
        made = http.post("/api/tasks/me/with-session/nemo_agent", json={}).json()["data"]
        path = f"/api/upload-video/nemo_agent/me/{made['session_id']}"
        told = http.post(path, files={"files": ("b.jpg", PICTURE)}).json()["data"]["files"][0]

        assert http.head(told["cdn_url"]).headers["etag"] == tag == f'"{told["hash"]}"'
