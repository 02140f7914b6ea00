"""People who keep a server busy and remember what it acknowledged, until it dies under them."""

import hashlib
import json
import random
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from nemo_contract.wire import Draft
from soak.facts import RANK, Facts, JobFacts, SessionFacts

MEDIA = Path(__file__).parents[1] / "fixtures" / "media"
PICTURES = ("beach.jpg", "meadow.jpg", "dandelions.jpg", "city.png", "portrait.webp")
FIRST = "turn these images into a smooth video with transitions"
NEXT = (
    'add the title "Hello"',
    "2 seconds each",
    "make it black and white",
    "add lo-fi music",
    "hello",
    "what can you do?",
)
ATTRIBUTION = {"X-Skill-Source": "soak", "X-Skill-Version": "1", "X-Skill-Platform": "unknown"}
CLIP = {"s": 0, "d": 400}
Json = dict[str, Any]


class Refused(Exception):
    """The server said no; only the load's own limits (credits) may be the reason."""


class Person:
    """One account in one thread; ``asking`` counts what is under way, by what it is."""

    def __init__(self, url: str, seed: str, facts: Facts, asking: Counter[str]) -> None:
        self.chance = random.Random(seed)
        self.facts = facts
        self._asking = asking
        self.http = httpx.Client(base_url=url, timeout=30, headers=ATTRIBUTION)
        self.user = ""
        self.sid = ""

    @contextmanager
    def asked(self, what: str) -> Iterator[None]:
        """Not taken back when the server dies: so it is known what it died of."""
        with self.facts.lock:
            self._asking[what] += 1
        yield
        with self.facts.lock:
            self._asking[what] -= 1

    def data(self, reply: httpx.Response) -> Json:
        """Raises ``Refused`` for anything but success."""
        found: Json = reply.json()
        if found["code"]:
            raise Refused(f"{reply.request.url.path}: {found['code']} {found['message']}")
        return dict(found["data"])

    def arrive(self) -> None:
        """A new account and a first session."""
        client = {"X-Client-Id": str(uuid.UUID(int=self.chance.getrandbits(128), version=4))}
        with self.asked("token"):
            got = self.data(self.http.post("/api/auth/anonymous-token", headers=client))
        self.user = got["user_id"]
        self.http.headers["Authorization"] = f"Bearer {got['token']}"
        with self.facts.lock:
            self.facts.tokens[self.user] = got["token"]
        self.begin()

    def begin(self) -> None:
        """Another session."""
        body = {"task_name": "project"}
        with self.asked("session"):
            reply = self.http.post("/api/tasks/me/with-session/nemo_agent", json=body)
            self.sid = str(self.data(reply)["session_id"])
        with self.facts.lock:
            self.facts.sessions[self.sid] = SessionFacts(self.user)

    @property
    def session(self) -> SessionFacts:
        return self.facts.sessions[self.sid]

    def upload(self, count: int = 1) -> list[Json]:
        """Some pictures in one request."""
        names = self.chance.sample(PICTURES, count)
        files = [("files", (name, (MEDIA / name).read_bytes())) for name in names]
        with self.asked("upload"):
            reply = self.http.post(f"/api/upload-video/nemo_agent/me/{self.sid}", files=files)
        told: list[Json] = self.data(reply)["files"]
        with self.facts.lock:
            self.session.uploads.extend(file["hash"] for file in told)
        return told

    def say(self, text: str) -> None:
        """A message, its stream read to the end."""
        with self.facts.lock:
            self.session.sent += 1
        body = {
            "app_name": "nemo_agent",
            "user_id": "me",
            "session_id": self.sid,
            "new_message": {"parts": [{"text": text}]},
        }
        with self.asked("stream"), self.http.stream("POST", "/run_sse", json=body) as stream:
            if "event-stream" not in stream.headers["content-type"]:
                stream.read()
                self.data(stream)
            with self.facts.lock:
                self.session.accepted += 1
            stream.read()
        with self.facts.lock:
            self.session.ended += 1

    def look(self) -> None:
        """The state and the balance, as they are told."""
        with self.asked("state"):
            reply = self.http.get(f"/api/state/nemo_agent/me/{self.sid}/latest")
            seen = Draft.model_validate(self.data(reply)["state"]["draft"])
            total = self.data(self.http.get("/api/credits/balance/simple"))["total"]
        with self.facts.lock:
            if seen not in self.session.drafts:
                self.session.drafts.append(seen)
            self.facts.totals[self.user] = min(total, self.facts.totals.get(self.user, total))

    def claim(self) -> None:
        """A claim token for the session."""
        reply = self.http.get(f"/api/state/nemo_agent/me/{self.sid}/latest")
        body = {"session_id": self.sid, "task_id": self.data(reply)["task_id"]}
        with self.asked("claim"):
            got = self.data(self.http.post("/api/auth/claim-token", json=body))
        with self.facts.lock:
            self.facts.claims[self.user] = got["claim_token"]

    def render(self, url: str) -> None:
        """A very short clip, polled to its end and fetched; now and then cancelled instead."""
        name = f"render_{self.chance.getrandbits(48):x}"
        draft = {"t": [{"tt": 0, "sg": [{**CLIP, "m": {"url": url}}]}], "d": CLIP["d"]}
        wish = {"id": name, "sessionId": self.sid, "draft": draft}
        with self.asked("submit"):
            self._told(name, self.http.post("/api/render/proxy/lambda", json=wish))
        if self.chance.random() < 0.15:
            with self.asked("cancel"):
                self._told(name, self.http.post(f"/api/render/proxy/lambda/{name}/cancel"))
        with self.asked("render"):
            while RANK[self._told(name, self.http.get(f"/api/render/proxy/lambda/{name}"))] < 2:
                threading.Event().wait(0.05)
        if self.facts.jobs[f"{self.user}/{name}"].status == "completed":
            self._fetch(name)

    def _told(self, name: str, reply: httpx.Response) -> str:
        found: Json = reply.json()
        if "status" not in found:
            raise Refused(f"render {name}: {json.dumps(found)}")
        with self.facts.lock:
            job = self.facts.jobs.setdefault(f"{self.user}/{name}", JobFacts())
            job.status, job.error = found["status"], found["error"]
        return str(found["status"])

    def _fetch(self, name: str) -> None:
        with self.asked("download"):
            film = self.http.get(f"/api/render/proxy/{name}/download").content
        with self.facts.lock:
            job = self.facts.jobs[f"{self.user}/{name}"]
            job.file = hashlib.sha256(film).hexdigest()


def uploader(who: Person) -> None:
    """Uploads without end."""
    who.arrive()
    while True:
        for _ in range(8):
            who.upload(who.chance.randint(1, 3))
        who.look()
        who.begin()


def talker(who: Person) -> None:
    """Talks and edits; an account's credits are good for two sessions."""
    while True:
        who.arrive()
        for _ in range(2):
            who.upload(2)
            who.say(FIRST)
            for text in who.chance.sample(NEXT, 3):
                who.say(text)
                who.look()
            who.claim()
            who.begin()


def exporter(who: Person) -> None:
    """Renders one clip after the other."""
    who.arrive()
    url = who.upload()[0]["cdn_url"]
    while True:
        who.render(url)


def keeper(who: Person) -> None:
    """Alone with the server: sets work going, and puts its own snapshot back again and again."""
    while True:
        who.arrive()
        who.upload(2)
        for text in (FIRST, *NEXT[:2]):
            for _ in range(6):
                with who.asked("snapshot"):
                    kept = who.http.get("/__nemo/snapshot").json()
                    who.http.put("/__nemo/snapshot", json=kept).raise_for_status()
            who.say(text)
            who.look()


Habit = Callable[[Person], None]
CROWDS: dict[str, tuple[Habit, ...]] = {
    "upload": (uploader, uploader, uploader, talker),
    "stream": (talker, talker, talker, uploader),
    "render": (exporter, exporter, talker),
    "snapshot": (keeper,),
}
"""Who is there, by what shall be hit."""


class Crowd:
    """Some people at work. ``refused``: what they were told that nobody should be told."""

    def __init__(self, url: str, what: str, seed: str, facts: Facts) -> None:
        self.asking: Counter[str] = Counter()
        self.refused: list[str] = []
        self._people = [
            threading.Thread(
                target=self._live, args=(habit, Person(url, f"{seed}-{n}", facts, self.asking))
            )
            for n, habit in enumerate(CROWDS[what])
        ]
        for person in self._people:
            person.start()

    def _live(self, habit: Habit, who: Person) -> None:
        with who.http:
            try:
                habit(who)
            except httpx.TransportError:
                return
            except (Refused, httpx.HTTPStatusError, ValueError, KeyError) as wrong:
                self.refused.append(f"{habit.__name__}: {type(wrong).__name__} {wrong}")

    def end(self) -> None:
        """Wait until everybody has noticed that the server is dead."""
        for person in self._people:
            person.join(timeout=60)
            if person.is_alive():
                self.refused.append("somebody still waits for a dead server")
