"""Taking in files: what comes in is kept byte for byte, or nothing is."""

import asyncio
import struct
import tracemalloc
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.arrivals import AT_ONCE, NAME_LENGTH, display_name
from nemo_emulator.blobs import BlobStore, BlobWriter
from nemo_emulator.form import IGNORED, Form, boundary_of
from nemo_emulator.media import ACCEPTED, FileType
from nemo_emulator.uploads import (
    LIMIT,
    Malformed,
    Received,
    TooLarge,
    Unfetchable,
    Unsupported,
    UploadError,
    collect,
    receive,
)

MEDIA = Path(__file__).parents[2] / "fixtures" / "media"
BOUNDARY = b"----seam42"
CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY.decode()}"
END = b"--" + BOUNDARY + b"--\r\n"
DOT = (MEDIA / "dot.png").read_bytes()


def part(content: bytes, *, filename: str = "dot.png", name: str = "files") -> bytes:
    disposition = f'form-data; name="{name}"; filename="{filename}"'.encode()
    head = b"--" + BOUNDARY + b"\r\nContent-Disposition: " + disposition + b"\r\n\r\n"
    return head + content + b"\r\n"


def wav(size: int) -> Iterator[bytes]:
    """A silent sound of exactly ``size`` bytes, in chunks."""
    rate, body = 48_000, size - 44
    yield b"RIFF" + struct.pack("<I", size - 8) + b"WAVEfmt "
    yield struct.pack("<IHHIIHH", 16, 1, 1, rate, rate, 1, 8)
    yield b"data" + struct.pack("<I", body)
    yield from (bytes(min(65_536, body - at)) for at in range(0, body, 65_536))


@dataclass
class Stream:
    """Chunks as a server hands them over; counts those that were taken."""

    chunks: Iterable[bytes]
    taken: int = field(default=0)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            self.taken += 1
            yield chunk


def send(
    blobs: Path, *chunks: bytes, content_type: str = CONTENT_TYPE, limit: int = LIMIT
) -> tuple[Received, ...]:
    stream = aiter(Stream(chunks))
    return asyncio.run(receive(stream, content_type, BlobStore(blobs), limit=limit))


def stored(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_one_file(tmp_path: Path) -> None:
    """A picture comes back with its name, its facts and its blob."""
    photo = (MEDIA / "odd.jpg").read_bytes()

    (received,) = send(tmp_path, part(photo, filename="odd.jpg"), END)

    assert received.filename == "odd.jpg"
    assert (received.info.file_type, received.info.width) == (FileType.IMAGE, 333)
    assert received.blob.path.read_bytes() == photo
    assert stored(tmp_path) == [received.blob.path]


def test_several_files_keep_their_order(tmp_path: Path) -> None:
    """The field may be repeated; pictures, clips and sounds come back in the order sent."""
    names = ["clip.mp4", "dot.png", "tone.mp3", "sunset.gif"]
    parts = [part((MEDIA / name).read_bytes(), filename=name) for name in names]

    received = send(tmp_path, *parts, END)

    assert [file.filename for file in received] == names
    assert [file.info.container for file in received] == ["mp4", "png", "mp3", "gif"]


def test_same_file_twice_is_one_blob(tmp_path: Path) -> None:
    """Two parts with one content share their blob."""
    first, second = send(tmp_path, part(DOT), part(DOT, filename="again.png"), END)

    assert first.blob == second.blob
    assert stored(tmp_path) == [first.blob.path]


def test_other_fields_are_ignored(tmp_path: Path) -> None:
    """Fields with other names, and parts without any, are read and dropped."""
    nameless = b"--" + BOUNDARY + b"\r\n\r\nhello\r\n"

    (received,) = send(tmp_path, part(b"x", name="caption"), nameless, part(DOT), END)

    assert received.filename == "dot.png"


def test_part_without_filename_is_a_file(tmp_path: Path) -> None:
    """A part named ``files`` is a file, even when nobody gave it a name."""
    bare = b"--" + BOUNDARY + b"\r\nContent-Disposition: form-data; name=files\r\n\r\n"

    (received,) = send(tmp_path, bare + DOT + b"\r\n", END)

    assert received.filename == "file"


@given(
    contents=st.lists(
        st.lists(
            st.sampled_from(
                [b"\r\n--", b"--", BOUNDARY, BOUNDARY[:5], b"\r", b"\n", b"\0\xff", b"x"]
            )
        ).map(b"".join),
        min_size=1,
        max_size=3,
    ).filter(lambda parts: all(b"\r\n--" + BOUNDARY not in b"\r\n" + p for p in parts)),
    cuts=st.lists(st.integers(0, 600), max_size=12),
)
def test_cuts_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes], cuts: list[int]
) -> None:
    """Wherever the body is cut, each file has the bytes that were sent, near-boundaries too."""
    body = b"".join(map(part, contents)) + END
    edges = sorted({0, len(body), *(cut for cut in cuts if cut < len(body))})
    blobs = BlobStore(tmp_path_factory.mktemp("blobs"))

    with ExitStack() as writers:
        form = Form(boundary_of(CONTENT_TYPE), blobs, writers, limit=LIMIT)
        for start, end in pairwise(edges):
            form.feed(body[start:end])
        taken = [arrival.writer.path.read_bytes() for arrival in form.finished()]

    assert taken == contents


def test_single_bytes_do_not_matter(tmp_path: Path) -> None:
    """A body that drips byte by byte is taken in like any other."""
    body = part(DOT) + END

    (received,) = send(tmp_path, *(body[n : n + 1] for n in range(len(body))))

    assert received.blob.path.read_bytes() == DOT


@pytest.mark.parametrize(
    "bad", ["hostile/notes.jpg", "hostile/playlist.mp4", "hostile/truncated.jpg"]
)
def test_one_bad_file_refuses_all(tmp_path: Path, bad: str) -> None:
    """One unsupported file among good ones: nothing is stored, and the sentence names it."""
    rotten = part((MEDIA / bad).read_bytes(), filename="rotten.jpg")

    with pytest.raises(Unsupported, match=rf"^rotten\.jpg: .* {ACCEPTED}\.$"):
        send(tmp_path, part(DOT), rotten, part(DOT), END)

    assert stored(tmp_path) == []


def test_empty_file_is_refused(tmp_path: Path) -> None:
    """A file of no bytes is no picture."""
    with pytest.raises(Unsupported, match=r"dot\.png: The file is empty"):
        send(tmp_path, part(b""), END)


def test_limit_is_two_hundred_megabytes() -> None:
    """The limit of one file is the contract's."""
    assert LIMIT == 200 * 1024 * 1024


def test_file_at_the_limit_passes(tmp_path: Path) -> None:
    """Exactly as many bytes as allowed are allowed."""
    (received,) = send(tmp_path, part(b"".join(wav(5000))), END, limit=5000)

    assert received.blob.size == 5000


@pytest.mark.parametrize("cut", [10, 4096, 100_000])
def test_one_byte_more_is_refused(tmp_path: Path, cut: int) -> None:
    """One byte over the limit is too large, however the body is cut; nothing is stored."""
    body = part(b"".join(wav(5001)), filename="long.wav") + END
    chunks = [body[n : n + cut] for n in range(0, len(body), cut)]

    with pytest.raises(TooLarge, match=r"long\.wav is larger than .* \(5,000 bytes\)\. Compress"):
        send(tmp_path, *chunks, limit=5000)

    assert stored(tmp_path) == []


def test_too_many_bytes_together_are_refused(tmp_path: Path) -> None:
    """A request cannot fill the disk with many allowed files."""
    parts = [part(b"".join(wav(4000)))] * 11

    with pytest.raises(TooLarge, match="in several requests"):
        send(tmp_path, *parts, END, limit=4000)


def test_rest_of_a_refused_body_is_read(tmp_path: Path) -> None:
    """After a refusal the sender may finish, so that it can read the reply."""
    stream = Stream([part(bytes(6000)), *[b"x" * 1000] * 4, END])

    with pytest.raises(TooLarge):
        asyncio.run(receive(aiter(stream), CONTENT_TYPE, BlobStore(tmp_path), limit=5000))

    assert stream.taken == 6


def test_endless_body_is_not_read_for_ever(tmp_path: Path) -> None:
    """After a refusal no more than the limit is read again."""
    stream = Stream(b"x" * 1000 for _ in range(1000))

    with pytest.raises(Malformed):
        asyncio.run(receive(aiter(stream), CONTENT_TYPE, BlobStore(tmp_path), limit=5000))

    assert stream.taken == 7


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/mixed; boundary=x",
        "multipart/form-data; boundary=" + "x" * 300,
    ],
)
def test_body_must_be_a_form(tmp_path: Path, content_type: str) -> None:
    """Anything but ``multipart/form-data`` with a usable boundary is malformed."""
    with pytest.raises(Malformed):
        send(tmp_path, part(DOT), END, content_type=content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        END,
        part(DOT),
        part(DOT)[:-20],
        part(DOT)[:60],
        part(DOT) + b"--" + BOUNDARY,
        part(b"x", name="file") + END,
        b"no boundary at all",
        b"--" + BOUNDARY + b"\r\nContent Disposition: x\r\n\r\n" + END,
        b"--" + BOUNDARY + b"\r\nX: " + b"x" * 100_000 + b"\r\n\r\n" + END,
        b"--" + BOUNDARY + b"\r\n" + b"X: y\r\n" * 1000 + b"\r\n" + END,
        part(bytes(IGNORED + 1), name="notes") + END,
        part(DOT, name="other") * (AT_ONCE + 1) + END,
    ],
    ids=[
        "empty",
        "only the end",
        "no end",
        "cut in the content",
        "cut in the headers",
        "cut in the boundary",
        "no files",
        "no boundary",
        "bad header",
        "huge header",
        "thousand headers",
        "huge field",
        "many parts",
    ],
)
def test_broken_forms_are_refused(tmp_path: Path, body: bytes) -> None:
    """A form that is cut short, overfull or empty of files is malformed; nothing is stored."""
    with pytest.raises(Malformed):
        send(tmp_path, body)

    assert stored(tmp_path) == []


def test_thousands_of_files_are_refused_early(tmp_path: Path) -> None:
    """A flood of tiny parts ends at the limit of parts, with one open file at a time."""
    stream = Stream([part(DOT)] * 5000)

    with pytest.raises(Malformed, match=f"at most {AT_ONCE} parts"):
        asyncio.run(receive(aiter(stream), CONTENT_TYPE, BlobStore(tmp_path), limit=5000))

    assert stream.taken < AT_ONCE + 50
    assert stored(tmp_path) == []


def test_nested_form_is_content(tmp_path: Path) -> None:
    """A form inside a part is judged as what it is: no picture."""
    inner = b"--inner\r\nContent-Disposition: file\r\n\r\n" + DOT + b"\r\n--inner--"

    with pytest.raises(Unsupported):
        send(tmp_path, part(inner), END)


def test_sender_who_goes_away_leaves_nothing(tmp_path: Path) -> None:
    """A stream that breaks passes its error on and leaves no bytes behind."""

    def breaking() -> Iterator[bytes]:
        yield part(DOT)[:-10]
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        asyncio.run(receive(aiter(Stream(breaking())), CONTENT_TYPE, BlobStore(tmp_path)))

    assert stored(tmp_path) == []


def test_memory_stays_flat(tmp_path: Path) -> None:
    """A file of 50 MB is taken in with a few megabytes of memory."""
    size = 50_000_000
    head, tail = part(b"|", filename="long.wav").split(b"|")
    send(tmp_path, head, *wav(5000), tail, END)

    async def stream() -> AsyncIterator[bytes]:
        yield head
        for chunk in wav(size):
            yield chunk
        yield tail + END

    tracemalloc.start()
    (received,) = asyncio.run(receive(stream(), CONTENT_TYPE, BlobStore(tmp_path)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert received.blob.size == size
    assert peak < 4_000_000


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\photo.jpg", "photo.jpg"),
        ("海滩.jpg", "海滩.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie: x.jpg"),
        ("gpj\u202e.exe", "gpj.exe"),
        ("  .. ", "file"),
        ("", "file"),
        ("noending", "noending"),
        ("x" * 500 + ".jpg", "x" * 110 + ".jpg"),
    ],
)
def test_names_are_made_fit_to_show(raw: str, shown: str) -> None:
    """Folders, control signs, writing-direction tricks and endless names do not survive."""
    assert display_name(raw) == shown


@given(st.text())
def test_no_name_leads_anywhere(raw: str) -> None:
    """Whatever a file is called, the shown name has no folder, is printable and short."""
    shown = display_name(raw)

    assert 0 < len(shown) <= NAME_LENGTH
    assert not {"/", "\\", "\0", "\n"} & set(shown)
    assert shown not in {".", ".."}


def test_utf8_names_survive_the_form(tmp_path: Path) -> None:
    """A name is read as UTF-8, quotes and semicolons inside it too."""
    (received,) = send(tmp_path, part(DOT, filename='海; \\"滩\\".png'), END)

    assert received.filename == '海; "滩".png'


@dataclass
class Shelf:
    """A fetcher whose whole internet is a dictionary."""

    files: dict[str, bytes]

    async def fetch(self, url: str, into: BlobWriter) -> str:
        if url not in self.files:
            raise Unfetchable(f"There is nothing at {url}.")
        into.write(self.files[url])
        return display_name(url)


def test_addresses_are_taken_like_files(tmp_path: Path) -> None:
    """Files behind addresses come back in order, judged by content."""
    shelf = Shelf({"http://a/dot.png": DOT, "http://a/odd": (MEDIA / "odd.jpg").read_bytes()})

    received = asyncio.run(
        collect(["http://a/odd", "http://a/dot.png"], shelf, BlobStore(tmp_path))
    )

    assert [(file.filename, file.info.container) for file in received] == [
        ("odd", "jpeg"),
        ("dot.png", "png"),
    ]


@pytest.mark.parametrize(
    ("url", "refusal"), [("http://a/text", Unsupported), ("http://a/none", Unfetchable)]
)
def test_one_bad_address_refuses_all(
    tmp_path: Path, url: str, refusal: type[UploadError | Unsupported]
) -> None:
    """One address that gives no accepted file: nothing is stored."""
    shelf = Shelf({"http://a/dot.png": DOT, "http://a/text": b"hello"})

    with pytest.raises(refusal):
        asyncio.run(collect(["http://a/dot.png", url], shelf, BlobStore(tmp_path)))

    assert stored(tmp_path) == []


def test_too_many_addresses_are_refused(tmp_path: Path) -> None:
    """A list of addresses has an end."""
    urls = ["http://a/dot.png"] * (AT_ONCE + 1)

    with pytest.raises(Malformed, match=f"at most {AT_ONCE} addresses"):
        asyncio.run(collect(urls, Shelf({"http://a/dot.png": DOT}), BlobStore(tmp_path)))
