"""Signed addresses."""

from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.signing import Signer


def parts(address: str) -> tuple[str, str, str]:
    split = urlsplit(address)
    query = parse_qs(split.query)
    return unquote(split.path), query["expires"][0], query["signature"][0]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\"), max_size=30))
def test_what_was_signed_is_good_until_it_ends(name: str) -> None:
    """Any name, until its time and not after."""
    signer = Signer("key")

    path, expires, signature = parts(signer.sign(f"/cdn/{name}", 100.0))

    assert signer.check(path, expires, signature, 99.0)
    assert not signer.check(path, expires, signature, 100.0)


def test_nothing_else_is_good() -> None:
    """Another path, date, signature or key is refused."""
    signer = Signer("key")
    path, expires, signature = parts(signer.sign("/cdn/a", 100.0))

    assert not signer.check("/cdn/b", expires, signature, 1.0)
    assert not signer.check(path, "200", signature, 1.0)
    assert not signer.check(path, expires, "é" * 32, 1.0)
    assert not Signer("other").check(path, expires, signature, 1.0)


def test_a_date_that_is_no_number_is_refused() -> None:
    """Even if somebody signed it."""
    signer = Signer("key")
    forged = signer._of("/cdn/a", "soon")

    assert not signer.check("/cdn/a", "soon", forged, 1.0)
