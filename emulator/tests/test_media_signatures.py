"""Guessing a container from the first bytes."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.media import Container, sniff


def ftyp(major: bytes, *compatible: bytes) -> bytes:
    body = major + b"\0\0\2\0" + b"".join(compatible)
    return struct.pack(">I", len(body) + 8) + b"ftyp" + body + b"\0\0\0\x08free"


def ebml(doctype: bytes) -> bytes:
    inside = b"\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82" + bytes([0x80 | len(doctype)]) + doctype
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(inside)]) + inside


def id3(length: int) -> bytes:
    size = bytes((length >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + size + bytes(length)


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Container.JPEG),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Container.PNG),
        (b"GIF87a", Container.GIF),
        (b"GIF89a", Container.GIF),
        (b"RIFF\n\0\n\0WEBPVP8 ", Container.WEBP),
        (b"RIFF\n\0\n\0AVI LIST", Container.AVI),
        (b"RIFF\n\0\n\0WAVEfmt ", Container.WAV),
        (b"RF64\xff\xff\xff\xffWAVEds64", Container.WAV),
        (ebml(b"webm"), Container.WEBM),
        (ebml(b"matroska"), Container.MKV),
        (ftyp(b"isom", b"iso2", b"avc1"), Container.MP4),
        (ftyp(b"XAVC", b"XAVC", b"mp42"), Container.MP4),
        (ftyp(b"qt  "), Container.MOV),
        (ftyp(b"M4A ", b"isom"), Container.M4A),
        (b"\0\0\0\x08wide\0\0\0\0mdat", Container.MOV),
        (b"\0\0\x10\0moov\0\0\0\x6cmvhd", Container.MOV),
        (b"\xff\xfb\x90\x64", Container.MP3),
        (id3(20) + b"\xff\xfb\x90\x64", Container.MP3),
        (id3(20_000)[:4096], Container.MP3),
        (b"\xff\xf1\x4c\x80", Container.AAC),
        (id3(20) + b"\xff\xf1\x4c\x80", Container.AAC),
    ],
)
def test_accepted_containers_are_known(head: bytes, container: Container) -> None:
    """Each accepted container is known by its first bytes."""
    assert sniff(head) is container


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"ID3",
        b"#EXTM3U\n#EXTINF:2,\nclip.mp4\n",
        b"ffconcat version 1.0\nfile 'clip.mp4'\n",
        b"<?xml version='1.0'?><MPD></MPD>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html>",
        b"%PDF-1.7",
        b"BM\x36\x10\0\0",
        b"OggS\0\x02",
        b"fLaC\0\0\0\x22",
        b"RIFF\n\0\n\0sfbk",
        b"\xff\xff\xff\xff",
        ebml(b"other"),
        ftyp(b"heic", b"mif1", b"heic"),
        ftyp(b"avif", b"mif1", b"iso8"),
        ftyp(b"????"),
    ],
)
def test_other_content_is_unknown(head: bytes) -> None:
    """Playlists, manifests, drawings, pages and formats that are not accepted are not guessed."""
    assert sniff(head) is None


@given(st.binary(max_size=200))
def test_any_bytes_have_an_answer(head: bytes) -> None:
    """Whatever comes, the answer is an accepted container or none."""
    assert sniff(head) in {None, *Container}


@given(
    st.binary(max_size=40), st.sampled_from([b"\xff\xfb\x90\x64", b"\xff\xf1\x4c\x80", b"ID3\x04"])
)
def test_tags_may_stand_in_a_row(noise: bytes, behind: bytes) -> None:
    """A sound may carry several tags before it begins."""
    head = id3(len(noise)) + id3(3) + behind

    assert sniff(head) in {Container.MP3, Container.AAC}
