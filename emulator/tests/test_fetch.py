"""Fetching what a stranger points at, from a loopback server that may be as nasty as it likes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from nemo_emulator.arrivals import TooLarge, Unfetchable
from nemo_emulator.blobs import BlobStore
from nemo_emulator.fetch import WebFetcher, resolve
from nemo_emulator.media import Unsupported
from nemo_emulator.uploads import Received, collect

DOT = (Path(__file__).parents[2] / "fixtures" / "media" / "dot.png").read_bytes()
HERE = (IPv4Network("127.0.0.1/32"),)


def ok(body: bytes, *, length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size + body


def moved(where: str) -> bytes:
    return b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + where.encode() + b"\r\n\r\n"


@dataclass
class Web:
    """A loopback server: path in, raw reply out; None keeps the caller waiting."""

    pages: dict[str, bytes | None]
    port: int = 0
    asked: list[str] = field(default_factory=list[str])
    hosts: list[str] = field(default_factory=list[str])
    tasks: list[asyncio.Task[None]] = field(default_factory=list[asyncio.Task[None]])

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            async with server:
                yield
        finally:
            await asyncio.gather(*self.tasks)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.tasks.append(asyncio.create_task(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.asked.append(path := head.split()[1])
        self.hosts += [line[6:] for line in head.split("\r\n") if line.startswith("Host: ")]
        page = self.pages[path]
        if page is None:
            await reader.read()
        else:
            writer.write(page)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


@dataclass
class Names:
    """A resolver with a book of its own; each look-up takes the next entry of a name."""

    book: dict[str, list[Sequence[str]]]
    asked: list[str] = field(default_factory=list[str])

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self.book[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]


def run(
    blobs: Path,
    web: Web,
    url: str,
    fetcher: Callable[[], WebFetcher] = lambda: WebFetcher(allow=HERE),
) -> Received:
    """Serve ``web``, fetch ``url`` (PORT stands for its port), stop."""

    async def fetch() -> Received:
        async with web.running():
            pages = {
                path: page and page.replace(b"PORT", b"%d" % web.port)
                for path, page in web.pages.items()
            }
            web.pages = pages
            (received,) = await collect(
                [url.replace("PORT", str(web.port))], fetcher(), BlobStore(blobs)
            )
            return received

    return asyncio.run(fetch())


def stored(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_file_behind_an_address(tmp_path: Path) -> None:
    """A picture is fetched, judged, named after its path and kept."""
    web = Web({"/a/my%20dot.png?x=1": ok(DOT)})

    received = run(tmp_path, web, "http://127.0.0.1:PORT/a/my%20dot.png?x=1")

    assert (received.filename, received.info.container) == ("my dot.png", "png")
    assert received.blob.path.read_bytes() == DOT


def test_content_is_judged(tmp_path: Path) -> None:
    """A page behind an address that ends in .png is refused, and nothing is stored."""
    with pytest.raises(Unsupported, match=r"^dot\.png: "):
        run(tmp_path, Web({"/dot.png": ok(b"<html>sign in")}), "http://127.0.0.1:PORT/dot.png")

    assert stored(tmp_path) == []


def test_redirect_is_followed(tmp_path: Path) -> None:
    """A redirect leads on; the name stays that of the first address."""
    web = Web({"/a.png": moved("/b"), "/b": moved("http://127.0.0.1:PORT/c"), "/c": ok(DOT)})

    received = run(tmp_path, web, "http://127.0.0.1:PORT/a.png")

    assert received.filename == "a.png"
    assert web.asked == ["/a.png", "/b", "/c"]


@pytest.mark.parametrize("where", ["/a.png", ""])
def test_redirects_have_an_end(tmp_path: Path, where: str) -> None:
    """A ring of redirects is left after five of them."""
    web = Web({"/a.png": moved(where)})

    with pytest.raises(Unfetchable, match="more than 5 redirects"):
        run(tmp_path, web, "http://127.0.0.1:PORT/a.png")

    assert len(web.asked) == 6


@pytest.mark.parametrize(
    "where",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.2:PORT/c",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost.:PORT@10.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:PORT/",
        "http://[::1",
    ],
)
def test_redirect_leads_nowhere_else(tmp_path: Path, where: str) -> None:
    """A redirect to a closed address, or to another scheme, is not followed."""
    web = Web({"/a.png": moved(where), "/c": ok(DOT)})

    with pytest.raises(Unfetchable):
        run(tmp_path, web, "http://127.0.0.1:PORT/a.png")

    assert web.asked == ["/a.png"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:PORT/a",
        "http://localhost:PORT/a",
        "http://2130706433:PORT/a",
        "http://0x7f.1:PORT/a",
        "http://0:PORT/a",
        "http://[::1]:PORT/a",
        "http://[::ffff:127.0.0.1]:PORT/a",
    ],
)
def test_loopback_is_closed_by_default(tmp_path: Path, url: str) -> None:
    """However loopback is spelt, no connection is made."""
    web = Web({"/a": ok(DOT)})

    with pytest.raises(Unfetchable):
        run(tmp_path, web, url, WebFetcher)

    assert web.asked == []


@pytest.mark.parametrize(
    "url",
    ["", "a.png", "//127.0.0.1/a", "ftp://127.0.0.1/a", "http://", "http://me@127.0.0.1:PORT/a"],
)
def test_only_plain_web_addresses_are_fetched(tmp_path: Path, url: str) -> None:
    """No scheme but http and https, no missing host, no user name."""
    with pytest.raises(Unfetchable, match="with a host and nothing before it"):
        run(tmp_path, Web({"/a": ok(DOT)}), url)


def test_name_is_resolved_once(tmp_path: Path) -> None:
    """A name that means another address a moment later is not asked again: no rebinding."""
    names = Names({"cdn.example": [["127.0.0.1"], ["10.0.0.1"]]})
    web = Web({"/a.png": ok(DOT)})

    received = run(
        tmp_path,
        web,
        "http://cdn.example:PORT/a.png",
        lambda: WebFetcher(allow=HERE, resolver=names),
    )

    assert received.filename == "a.png"
    assert names.asked == ["cdn.example"]
    assert web.hosts == [f"cdn.example:{web.port}"]


def test_one_closed_address_closes_the_name(tmp_path: Path) -> None:
    """A name with a public and a private address is refused as a whole."""
    names = Names({"both.example": [["127.0.0.1", "10.0.0.1"]]})
    web = Web({"/a.png": ok(DOT)})

    with pytest.raises(Unfetchable, match="not public"):
        run(
            tmp_path,
            web,
            "http://both.example:PORT/a.png",
            lambda: WebFetcher(allow=HERE, resolver=names),
        )

    assert web.asked == []


def test_name_is_checked_again_after_a_redirect(tmp_path: Path) -> None:
    """A redirect to the same name is resolved and checked afresh."""
    names = Names({"cdn.example": [["127.0.0.1"], ["10.0.0.1"]]})
    web = Web({"/a": moved("/b"), "/b": ok(DOT)})

    with pytest.raises(Unfetchable, match="not public"):
        run(
            tmp_path,
            web,
            "http://cdn.example:PORT/a",
            lambda: WebFetcher(allow=HERE, resolver=names),
        )

    assert web.asked == ["/a"]


def test_unknown_host(tmp_path: Path) -> None:
    """A name that the resolver does not know is refused in a sentence."""

    async def nobody(host: str, port: int) -> Sequence[str]:
        raise OSError

    with pytest.raises(Unfetchable, match="a host that nobody knows"):
        run(tmp_path, Web({}), "http://no.example/a", lambda: WebFetcher(resolver=nobody))


def test_system_resolver_gives_numbers() -> None:
    """A literal address resolves to itself."""
    assert asyncio.run(resolve("127.0.0.1", 80)) == ["127.0.0.1"]


@pytest.mark.parametrize(
    "page",
    [
        ok(b"", length=100_001),
        ok(bytes(100_001)),
        b"HTTP/1.1 200 OK\r\n\r\n" + bytes(100_001),
    ],
    ids=["promised", "sent", "unannounced"],
)
def test_size_has_a_limit(tmp_path: Path, page: bytes) -> None:
    """A file over the limit is refused, whether it was announced or not."""
    with pytest.raises(TooLarge, match=r"\(100,000 bytes\)"):
        run(
            tmp_path,
            Web({"/a": page}),
            "http://127.0.0.1:PORT/a",
            lambda: WebFetcher(allow=HERE, limit=100_000),
        )

    assert stored(tmp_path) == []


def test_time_has_a_limit(tmp_path: Path) -> None:
    """A server that does not answer is left when the time for the whole file is over."""
    with pytest.raises(Unfetchable, match=r"took longer than 0\.1 s"):
        run(
            tmp_path,
            Web({"/a": None}),
            "http://127.0.0.1:PORT/a",
            lambda: WebFetcher(allow=HERE, seconds=0.1),
        )


def test_certificate_is_asked_for_by_name(tmp_path: Path) -> None:
    """The connection goes to a number, the greeting of TLS still names the host."""
    hello: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hello.append(await reader.read(4096))
        writer.close()

    async def fetch() -> None:
        fetcher = WebFetcher(allow=HERE, resolver=Names({"cdn.example": [["127.0.0.1"]]}))
        async with await asyncio.start_server(listen, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            await collect([f"https://cdn.example:{port}/a"], fetcher, BlobStore(tmp_path))

    with pytest.raises(Unfetchable):
        asyncio.run(fetch())

    assert b"cdn.example" in hello[0]


@pytest.mark.parametrize(
    "page",
    [
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 206 Partial Content\r\nContent-Length: 1\r\n\r\nx",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
        ok(DOT, length=len(DOT) + 1),
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
    ],
    ids=["missing", "partial", "no http", "silence", "cut short", "no length"],
)
def test_broken_replies_are_refused(tmp_path: Path, page: bytes) -> None:
    """What is not one complete reply with status 200 is refused, and nothing is stored."""
    with pytest.raises(Unfetchable):
        run(tmp_path, Web({"/a": page}), "http://127.0.0.1:PORT/a")

    assert stored(tmp_path) == []


def test_proxies_are_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy in the environment does not get to resolve names for us."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")

    received = run(tmp_path, Web({"/a": ok(DOT)}), "http://127.0.0.1:PORT/a")

    assert received.filename == "a"


@pytest.mark.parametrize(
    "url", ["http://me:word@127.0.0.1:PORT/a.png", "http://127.0.0.1:9/a.png?sig=word#word"]
)
def test_a_refusal_does_not_tell_what_is_secret_in_an_address(tmp_path: Path, url: str) -> None:
    """Passwords and signatures; the rest tells which address is meant."""
    with pytest.raises(Unfetchable) as refusal:
        run(tmp_path, Web({}), url)

    assert "word" not in str(refusal.value)
    assert "127.0.0.1" in str(refusal.value)
    assert "/a.png" in str(refusal.value)
