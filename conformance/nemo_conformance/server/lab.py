"""What a conversation is held with: people, their requests, time, and a pen that writes it down."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from nemo_conformance.clock import pause
from nemo_conformance.server.control import Control
from nemo_conformance.server.record import LINK, Call, Setup
from nemo_conformance.server.wire import Ask, Files, Pouring, Wire
from nemo_contract import ENDPOINTS, Code, Exposure

MEDIA: Final = Path(__file__).parent / "media"
LONGEST: Final = 900.0
"""Seconds that a stream may last (contract.md 2.4)."""
T = TypeVar("T")


class Stuck(RuntimeError):
    """The conversation cannot go on; what was said so far is judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a token."""

    name: str
    token: str
    user_id: str
    client_id: str = ""


@dataclass(slots=True)
class Names:
    """Ids that nobody used before: UUIDs and render ids, from a seed that is the server's own."""

    seed: int
    count: int = 0

    def uuid(self) -> str:
        """A UUID of version 4."""
        self.count += 1
        value = (self.seed << 64 | self.count) & ((1 << 128) - 1)
        return str(UUID(int=value, version=4))

    def render(self) -> str:
        """A render id as clients make them."""
        self.count += 1
        return f"render_{self.seed % 10**9}{self.count:04d}"


@dataclass(slots=True, kw_only=True)
class Lab:
    """``control`` is the run's, None for a server that has none; ``patience`` in real seconds.

    ``known`` are people who stay from one conversation to the next, for a server that gives only
    so many tokens, ``drafted`` their sessions with a draft. ``media`` is an address that the server
    can upload from.
    """

    base: str
    wire: Wire
    setup: Setup
    names: Names
    now: Callable[[], float]
    control: Control | None = None
    passed: Callable[[float], None] = lambda seconds: None
    patience: float = 60.0
    afterwards: float = 5.0
    known: dict[str, Person]
    drafted: dict[str, str]
    users: dict[str, str]
    media: str = ""
    web: str = ""

    # asking

    def ask(  # noqa: PLR0913 - each is a part of a request
        self,
        operation: str,
        who: Person | None = None,
        *,
        json: Any = None,
        files: Files = (),
        headers: Mapping[str, str] | None = None,
        without: Iterable[str] = (),
        shows: Iterable[Exposure] = (),
        note: str = "",
        **parts: str,
    ) -> Call:
        """One request of the API, read to its end."""
        ask = self._ask(operation, who, json=json, files=files, shows=shows, parts=parts)
        left_out = frozenset(without)
        kept = {k: v for k, v in ask.headers.items() if k not in left_out}
        return self.wire.send(replace(ask, headers={**kept, **(headers or {})}, note=note))

    def fetch(
        self, url: str, *, shows: Iterable[Exposure] = (), headers: Mapping[str, str] | None = None
    ) -> Call:
        """An address that the server gave, without any token."""
        where = self._own(url)
        ask = Ask(operation=LINK, method="GET", url=where, shows=frozenset(shows))
        return self.wire.send(replace(ask, headers=headers or {}))

    def _own(self, url: str) -> str:
        """Where to fetch it: a public address of a local server leads to that server here."""
        public, here = self.setup.public_url, urlsplit(self.base)
        if public and url.startswith(public):
            return f"{here.scheme}://{here.netloc}{url.removeprefix(public.rstrip('/'))}"
        return url if url.startswith(("http://", "https://")) else self.base + "/" + url.lstrip("/")

    def _ask(  # noqa: PLR0913 - as above
        self,
        operation: str,
        who: Person | None,
        *,
        json: Any = None,
        files: Files = (),
        shows: Iterable[Exposure] = (),
        parts: Mapping[str, str],
    ) -> Ask:
        row = ENDPOINTS[operation]
        bearer = {"Authorization": f"Bearer {who.token}"} if who else {}
        return Ask(
            operation=operation,
            method=row.method,
            url=self.base + row.url(**parts),
            who=who.name if who else "",
            headers={**ATTRIBUTION, **bearer},
            json=json,
            files=files,
            shows=frozenset(shows),
        )

    # people

    def newcomer(self, name: str = "ann") -> Person:
        """Somebody with an anonymous token. Raises ``Stuck`` when none is given."""
        if name in self.known:
            self.users[name] = self.known[name].user_id
            return self.known[name]
        client_id = self.names.uuid()
        call = self.token(client_id, who=name)
        token, user_id = call.data.get("token"), call.data.get("user_id")
        if not isinstance(token, str):
            raise Stuck("the server gives no anonymous token")
        person = Person(name=name, token=token, user_id=str(user_id), client_id=client_id)
        self.users[name] = person.user_id
        if self.control is None:
            self.known[name] = person
        return person

    def token(self, client_id: str, *, who: str = "", shows: Iterable[Exposure] = ()) -> Call:
        """A request for a token."""
        ask = self._ask("anonymous_token", None, shows=shows, parts={})
        headers = {**ask.headers, "X-Client-Id": client_id}
        return self.wire.send(replace(ask, headers=headers, who=who))

    def member(self, name: str, plan: str, credits_: int) -> Person:
        """Somebody with an account, which only a control plane can make."""
        assert self.control is not None
        made = self.control.account(plan, credits_)
        self.users[name] = made["user_id"]
        return Person(name=name, token=made["token"], user_id=made["user_id"])

    # what people do

    def session(self, who: Person, language: str | None = "en") -> str:
        """A new session's id. Raises ``Stuck``."""
        wish = {"task_name": "conformance"} | ({"language": language} if language else {})
        call = self.ask("create_session", who, json=wish)
        return need(call.data.get("session_id"), str, "the server creates no session")

    def remember(self, who: Person, session: str) -> None:
        """This session has a draft; where credits are real, no other one is made for it."""
        if self.control is None:
            self.drafted[who.name] = session

    def upload(
        self, who: Person, session: str, *files: str, shows: Iterable[Exposure] = ()
    ) -> Call:
        """Files of the kit's own; ``picture.mp4=sample.png`` gives one another name."""
        return self.ask(
            "upload", who, files=tuple(map(_file, files)), shows=shows, session_id=session
        )

    def say(self, who: Person, session: str, text: str, *, shows: Iterable[Exposure] = ()) -> Call:
        """A message, and its stream read to the end. Raises ``Stuck`` without credits for it."""
        opened = self.begin(who, session, text, shows=shows)
        if isinstance(opened, Call):
            if opened.code == Code.NO_CREDITS and self.control is None:
                raise Stuck("no credits are left for it")
            return opened
        return self.hear_out(*opened)

    def begin(
        self, who: Person, session: str, text: str, *, shows: Iterable[Exposure] = ()
    ) -> Call | tuple[Call, Pouring]:
        """A message; its stream is being read then."""
        ask = self._ask("run_sse", who, json=message(session, text), shows=shows, parts={})
        headers = {**ask.headers, "Accept": "text/event-stream"}
        return self.wire.open(replace(ask, headers=headers), patience=LONGEST)

    def hear_out(self, call: Call, pouring: Pouring) -> Call:
        """Read a stream to its end, but no longer than a stream may last, or our patience."""
        self._let_pass(LONGEST)
        over = pouring.over(self.afterwards if self.control else min(LONGEST, self.patience))
        if not over:
            pouring.leave()
        return self.wire.ended(call, pouring, left=not over)

    def leave(
        self, who: Person, session: str, text: str, *, shows: Iterable[Exposure] = ()
    ) -> Call:
        """A message whose stream is left as soon as something came."""
        opened = self.begin(who, session, text, shows=(*shows, Exposure.STREAM_LEFT))
        if isinstance(opened, Call):
            return opened
        call, pouring = opened
        for _ in range(60):
            self._let_pass(1.0)
            if pouring.frames or pouring.over(0.02 if self.control else 1.0):
                break
        pouring.leave()
        return self.wire.ended(call, pouring, left=True)

    def state(self, who: Person, session: str, *, shows: Iterable[Exposure] = ()) -> dict[str, Any]:
        """The session's ``state``, empty when none came."""
        found = self.ask("state", who, shows=shows, session_id=session).data.get("state")
        return found if isinstance(found, dict) else {}

    def credits(self, who: Person, *, shows: Iterable[Exposure] = ()) -> Call:
        """The balance."""
        return self.ask("credits", who, shows=shows)

    def submit(  # noqa: PLR0913 - as above
        self,
        who: Person,
        session: str,
        draft: Any,
        *,
        render_id: str = "",
        output: bool = True,
        shows: Iterable[Exposure] = (),
        without: Iterable[str] = (),
        note: str = "",
    ) -> str:
        """A render; gives its id."""
        name = render_id or self.names.render()
        wish = {"id": name, "sessionId": session, "draft": draft}
        wish |= {"output": {"format": "mp4", "quality": "high"}} if output else {}
        self.ask("render_submit", who, json=wish, shows=shows, without=without, note=note)
        return name

    def poll(self, who: Person, render_id: str, *, shows: Iterable[Exposure] = ()) -> Call:
        """How far a render is."""
        return self.ask("render_poll", who, shows=shows, render_id=render_id)

    def finished(self, who: Person, render_id: str) -> Call:
        """Poll as a client does, until it has ended. Raises ``Stuck`` if it does not."""
        for _ in range(12):
            self.wait(30.0)
            call = self.poll(who, render_id)
            if status_of(call) in ("completed", "failed"):
                return call
        raise Stuck("the render does not end")

    # time

    def wait(self, seconds: float) -> None:
        """Let time pass. Raises ``Stuck`` when that would take too long here."""
        if self.control is None and seconds > self.patience:
            raise Stuck(f"waiting {seconds:g} s is longer than --patience")
        self._let_pass(seconds)
        if self.control is None:
            pause(seconds)

    def _let_pass(self, seconds: float) -> None:
        if self.control is not None:
            self.control.advance(seconds)
            self.passed(seconds)


ATTRIBUTION: Final = {
    "X-Skill-Source": "nemo-conformance",
    "X-Skill-Version": version("nemulator"),
    "X-Skill-Platform": "unknown",
}


def need(value: object, kind: type[T], otherwise: str) -> T:
    """The value, if it is of that kind. Raises ``Stuck`` with the sentence."""
    if not isinstance(value, kind):
        raise Stuck(otherwise)
    return value


def message(session: str, text: str) -> dict[str, Any]:
    """The body of ``/run_sse``."""
    return {
        "app_name": "nemo_agent",
        "user_id": "me",
        "session_id": session,
        "new_message": {"parts": [{"text": text}]},
    }


def status_of(call: Call) -> str | None:
    """The status that a render reply tells, in any of its shapes."""
    told = call.told if isinstance(call.told, dict) else {}
    found = told.get("status", call.data.get("status"))
    return found if isinstance(found, str) else None


def url_of(call: Call) -> str | None:
    """The address of a completed render's file."""
    told = call.told if isinstance(call.told, dict) else {}
    output = told.get("output")
    found = output.get("url") if isinstance(output, dict) else None
    found = found or call.data.get("outputUrl")
    return found if isinstance(found, str) else None


def _file(name: str) -> tuple[str, bytes]:
    shown, _, source = name.partition("=")
    return shown, (MEDIA / (source or shown)).read_bytes()
