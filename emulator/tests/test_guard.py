"""Who may use the control plane."""

from dataclasses import replace
from typing import Any

import pytest
from emulator.tests.stage import INSTANT, running

from nemo_emulator.api.guard import objection
from nemo_emulator.settings import Settings


def asked(
    settings: Settings = INSTANT, peer: str | None = "127.0.0.1", **headers: str
) -> int | None:
    """The status that a request is refused with."""
    raw = [(k.lower().encode(), v.encode()) for k, v in ({"host": "localhost:1"} | headers).items()]
    scope: dict[str, Any] = {"headers": raw, "client": (peer, 1) if peer else None}
    found = objection(scope, settings)
    return found[0] if found else None


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", None])
def test_this_machine_may(peer: str | None) -> None:
    assert asked(peer=peer) is None


def test_other_machines_may_when_told_so() -> None:
    """By a setting, or with the token."""
    token = replace(INSTANT, control_token="secret")

    assert asked(peer="10.0.0.2") == 403
    assert asked(replace(INSTANT, control_anywhere=True), peer="10.0.0.2") is None
    assert asked(token, peer="10.0.0.2", authorization="Bearer secret") is None


def test_a_token_is_asked_of_everybody() -> None:
    token = replace(INSTANT, control_token="secret")

    assert asked(token) == 401
    assert asked(token, authorization="Bearer other") == 401


@pytest.mark.parametrize("host", ["127.0.0.1:8", "[::1]:8", "emulator:8787", "x.localhost", ""])
def test_names_of_this_machine_are_good(host: str) -> None:
    assert asked(host=host) is None


def test_a_name_that_was_bent_to_loopback_is_refused() -> None:
    """Rebinding: a public name that resolves to 127.0.0.1. The name of the links is ours."""
    ours = replace(INSTANT, public_url="https://demo.example.org")

    assert asked(host="evil.example.com:8787") == 403
    assert asked(ours, host="demo.example.org") is None


def test_pages_of_other_sites_are_refused() -> None:
    """Our own pages are not."""
    assert asked(origin="https://evil.example.com") == 403
    assert asked(origin="http://localhost:1") is None
    assert asked(origin="null") == 403


def test_the_product_is_not_guarded() -> None:
    """Only /__nemo is."""
    with running(INSTANT) as emu:
        evil = {"Origin": "https://evil.example.com"}

        control = emu.http.get("/__nemo/health", headers=evil)
        product = emu.http.get("/api/credits/balance/simple", headers=evil)

    assert (control.status_code, control.json()["status"]) == (403, 403)
    assert product.json()["code"] == 1001
