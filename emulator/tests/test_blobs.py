"""The store of files: what was acknowledged is there and whole, everything else is gone."""

import asyncio
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.blobs import Blob, BlobMissing, BlobStore


def keep(blobs: BlobStore, *chunks: bytes) -> Blob:
    async def write() -> Blob:
        with blobs.writer() as writer:
            for chunk in chunks:
                writer.write(chunk)
            return await writer.commit()

    return asyncio.run(write())


def files_under(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@given(chunks=st.lists(st.binary(max_size=2000), max_size=6))
def test_any_cut_gives_the_same_blob(
    tmp_path_factory: pytest.TempPathFactory, chunks: list[bytes]
) -> None:
    """A blob is named by the SHA-256 of all its bytes, however they came."""
    blobs = BlobStore(tmp_path_factory.mktemp("blobs"))

    blob = keep(blobs, *chunks)

    content = b"".join(chunks)
    assert blob.hash == hashlib.sha256(content).hexdigest()
    assert blob.size == len(content)
    assert blob.path.read_bytes() == content


def test_blob_lies_under_its_hash(tmp_path: Path) -> None:
    """The first two digits are the folder, the others the file."""
    blobs = BlobStore(tmp_path)

    blob = keep(blobs, b"abc")

    assert blob.path == tmp_path / "ba" / blob.hash[2:]
    assert blobs.path(blob.hash) == blob.path
    with blobs.open(blob.hash) as file:
        assert file.read() == b"abc"


def test_same_content_is_stored_once(tmp_path: Path) -> None:
    """A blob that is already there is neither written again nor left behind aside."""
    blobs = BlobStore(tmp_path)
    first = keep(blobs, b"same")
    born = first.path.stat().st_ino

    second = keep(blobs, b"sa", b"me")

    assert second == first
    assert first.path.stat().st_ino == born
    assert files_under(tmp_path) == [first.path]


def test_damaged_blob_is_replaced(tmp_path: Path) -> None:
    """A blob cut short by a broken disk is healed by the next upload of its content."""
    blobs = BlobStore(tmp_path)
    blob = keep(blobs, b"content")
    blob.path.write_bytes(b"con")

    keep(blobs, b"content")

    assert blob.path.read_bytes() == b"content"


def test_abandoned_writer_leaves_nothing(tmp_path: Path) -> None:
    """Leaving the block without a commit throws the bytes away."""
    blobs = BlobStore(tmp_path)

    with blobs.writer() as writer:
        writer.write(b"half")

    assert files_under(tmp_path) == []


def test_failing_writer_leaves_nothing(tmp_path: Path) -> None:
    """An error on the way throws the bytes away."""
    blobs = BlobStore(tmp_path)

    def break_off() -> None:
        with blobs.writer() as writer:
            writer.write(b"half")
            raise ConnectionError

    with pytest.raises(ConnectionError):
        break_off()

    assert files_under(tmp_path) == []


def test_finished_writer_can_be_read_before_commit(tmp_path: Path) -> None:
    """What was written is complete at ``path`` once it is finished, and no blob yet."""
    blobs = BlobStore(tmp_path)

    with blobs.writer() as writer:
        writer.write(b"whole")
        writer.finish()
        content = writer.path.read_bytes()
        digest, size = writer.digest, writer.size

    assert content == b"whole"
    assert (digest, size) == (hashlib.sha256(b"whole").hexdigest(), 5)
    with pytest.raises(BlobMissing):
        blobs.path(digest)


def test_sweep_removes_what_a_killed_process_left(tmp_path: Path) -> None:
    """At start, half-written files go and blobs stay."""
    blob = keep(BlobStore(tmp_path), b"kept")
    for killed in (BlobStore(tmp_path).writer(), BlobStore(tmp_path).writer()):
        killed.write(b"half")
        killed.finish()

    removed = BlobStore(tmp_path).sweep()

    assert removed == 2
    assert files_under(tmp_path) == [blob.path]


def test_verify_sees_a_flipped_bit(tmp_path: Path) -> None:
    """A blob whose content no longer has its hash does not verify."""
    blobs = BlobStore(tmp_path)
    blob = keep(blobs, b"abc")
    sound = blobs.verify(blob.hash)

    blob.path.write_bytes(b"abd")

    assert sound
    assert not blobs.verify(blob.hash)


@pytest.mark.parametrize(
    "name", ["", "ab", "../../etc/passwd", "A" * 64, "0" * 64, "0" * 63 + "\n"]
)
def test_only_hashes_find_blobs(tmp_path: Path, name: str) -> None:
    """What is not the hash of a stored blob finds nothing, least of all by a path."""
    blobs = BlobStore(tmp_path)
    keep(blobs, b"abc")

    with pytest.raises(BlobMissing):
        blobs.path(name)


def test_temporary_names_come_from_the_caller(tmp_path: Path) -> None:
    """A store that is given names uses them, so that runs can be repeated."""
    blobs = BlobStore(tmp_path, name=lambda: "first")

    with blobs.writer() as writer:
        path = writer.path

    assert path == tmp_path / "tmp" / "first"


def test_taken_temporary_name_is_an_error(tmp_path: Path) -> None:
    """Two writers never share a file."""
    blobs = BlobStore(tmp_path, name=lambda: "first")

    with blobs.writer(), pytest.raises(FileExistsError):
        blobs.writer()
