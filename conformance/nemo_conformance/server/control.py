"""The emulator's control plane over HTTP: worlds of the kit's own, their clock, what is in them."""

from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import quote, urlsplit, urlunsplit

import httpx

from nemo_conformance.server.record import Setup

PLANE = "/__nemo"


class ControlError(RuntimeError):
    """The control plane refused; the message says what."""


class Control:
    """Of the server, or of one run of it, at ``base``."""

    def __init__(self, http: httpx.Client, base: str, token: str = "") -> None:
        self._http = http
        self._token = token
        self.base = base.rstrip("/")

    @classmethod
    def found(cls, http: httpx.Client, base: str, token: str = "") -> Self | None:
        """That of the server at ``base``, if it has one and lets us in."""
        control = cls(http, base, token)
        try:
            health = control.health()
        except (ControlError, httpx.HTTPError):
            return None
        return control if health.get("status") == "ok" else None

    def health(self) -> dict[str, Any]:
        """How the server is, and how it is set up."""
        return dict(self._ask("GET", "/health"))

    def open(self, world: Mapping[str, Any]) -> "Control":
        """A new run, on a clock that only the kit moves."""
        wish = {"pace": "realistic", "clock": {"mode": "manual"}, **world}
        made = self._ask("POST", "/runs", wish)
        here, there = urlsplit(self.base), urlsplit(str(made["url"]))
        base = urlunsplit((here.scheme, here.netloc, there.path, "", ""))
        return Control(self._http, base, self._token)

    def end(self) -> None:
        """Forget this run."""
        name = self.base.rpartition("/")[2]
        self._ask("DELETE", f"/runs/{quote(name, safe='')}")

    def advance(self, seconds: float) -> float:
        """Move the clock on; gives the seconds since its start."""
        return float(self._ask("POST", "/clock/advance", {"seconds": seconds})["elapsed"])

    def epoch(self) -> float:
        """The start of the clock, in s since 1970."""
        reading = self._ask("GET", "/clock")
        return float(reading["now"]) - float(reading["elapsed"])

    def account(self, plan: str, credits_: int) -> dict[str, str]:
        """A new account: its ``user_id`` and ``token``."""
        made = self._ask("POST", "/accounts", {"plan": plan, "credits": credits_})
        return {key: str(value) for key, value in made.items()}

    def revoke(self, user_id: str) -> None:
        """Make its tokens worthless."""
        self._ask("POST", f"/accounts/{quote(user_id, safe='')}/revoke", {})

    def ledger(self) -> tuple[Mapping[str, Any], ...]:
        """Every executed turn and what it took."""
        return tuple(self._ask("GET", "/ledger")["rows"])

    def drafts(self) -> Mapping[str, Any]:
        """The drafts of all renders as they are kept, by the render's id."""
        jobs = self._ask("GET", "/snapshot")["state"]["jobs"]
        return {str(job["render_id"]): job["draft"] for job in jobs.values()}

    def _ask(self, method: str, path: str, wish: object = None) -> Any:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        reply = self._http.request(
            method, self.base + PLANE + path, json=wish, headers=headers, timeout=120
        )
        if reply.status_code >= 300:
            raise ControlError(f"{method} {PLANE}{path}: {reply.status_code} {reply.text[:200]}")
        try:
            return reply.json() if reply.content else {}
        except ValueError as error:
            raise ControlError(f"{method} {PLANE}{path} answered no JSON.") from error


def setup_of(control: Control, *, fetches: bool) -> Setup:
    """How a run says that it is set up."""
    health, usual = control.health(), Setup()
    prices, limits = health.get("prices", {}), health.get("limits", {})
    return Setup(
        style=health.get("style"),
        dialect=health.get("dialect"),
        shape=health.get("render_shape"),
        continues=not health.get("abort_on_disconnect", False),
        repeats=bool(health.get("same_render_id_returns_job", False)),
        token_days=float(limits.get("token_days", usual.token_days)),
        per_address=int(limits.get("tokens_per_address", 0)),
        grant=int(prices.get("grant", usual.grant)),
        edit=int(prices.get("edit", usual.edit)),
        generation=int(prices.get("generation", usual.generation)),
        message=int(prices.get("message", usual.message)),
        priced=any(prices.get(name) != getattr(usual, name) for name in prices),
        public_url=health.get("public_url"),
        exact=True,
        epoch=control.epoch(),
        fetches=fetches,
    )
