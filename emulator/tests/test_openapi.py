"""The OpenAPI document: whole, and of the run that is asked. ``make fuzz-api`` does the rest."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

import httpx
import pytest
from emulator.tests.stage import ATTRIBUTION, INSTANT, Camera, message

from nemo_contract import ENDPOINTS
from nemo_emulator import Emulator
from nemo_emulator.api.openapi.answers import ANSWERS
from nemo_emulator.clock import ManualClock
from nemo_emulator.settings import Dialect, Limits, RenderShape, Settings, Style

METHODS = {"get", "head", "post", "put", "delete"}
WIDE = replace(
    INSTANT,
    style=Style.STATUS,
    dialect=Dialect.ADK,
    render_shape=RenderShape.ENVELOPED,
    limits=Limits(requests_per_second=100),
    control_token="secret",
)


@pytest.fixture(scope="module", params=[INSTANT, WIDE], ids=["default", "wide"])
def told(request: pytest.FixtureRequest) -> Iterator[tuple[Settings, dict[str, Any], list[str]]]:
    """Settings, the document, the verbs of the control plane."""
    bearer = {"Authorization": "Bearer secret"}
    with Emulator(request.param) as lab, httpx.Client(base_url=lab.url, headers=bearer) as http:
        document = http.get("/openapi.json").json()
        assert http.get("/__nemo/openapi").json() == document
        yield request.param, document, http.get("/__nemo/info").json()["verbs"]


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """``POST /path`` and what stands there."""
    return {
        f"{method.upper()} {path}": item[method]
        for path, item in document["paths"].items()
        for method in METHODS & set(item)
    }


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in it."""
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from walk(one)


def test_every_operation_and_every_verb_is_told(told: Any) -> None:
    """Nothing that answers is missing."""
    _, document, verbs = told

    found = set(operations(document))

    assert {f"{row.method} {row.path}" for row in ENDPOINTS.values()} <= found
    assert {verb for verb in found if " /__nemo/" in verb} == set(verbs)


def test_what_is_referred_to_is_there(told: Any) -> None:
    """Schemas, and the operations that links lead to; no operation has the name of another."""
    _, document, _ = told
    names = [one["operationId"] for one in operations(document).values()]

    refs = {one["$ref"] for one in walk(document) if isinstance(one.get("$ref"), str)}
    links = {
        link["operationId"] for one in walk(document) for link in one.get("links", {}).values()
    }

    assert len(names) == len(set(names))
    assert {ref.rpartition("/")[2] for ref in refs} <= set(document["components"]["schemas"])
    assert links
    assert links <= set(names)


def test_every_refusal_stands_under_its_status(told: Any) -> None:
    """Four-digit codes inside the 200 in one style, under 401 in the other; limits under 429."""
    settings, document, _ = told
    replies = operations(document)["GET /api/credits/balance/simple"]["responses"]

    inside = settings.style is Style.ENVELOPE
    expected = ["200"] if inside else ["200", "401", "429"]

    assert sorted(replies) == expected
    assert ("oneOf" in replies["200"]["content"]["application/json"]["schema"]) is inside


def test_the_control_planes_token_is_told_where_one_is_asked(told: Any) -> None:
    settings, document, _ = told
    health = operations(document)["GET /__nemo/health"]

    asked = settings.control_token is not None

    assert ("401" in health["responses"]) is asked
    assert health["security"] == ([{"control": []}] if asked else [])
    assert ("control" in document["components"]["securitySchemes"]) is asked


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/__nemo/faults", "DELETE, GET, POST"),
        ("/__nemo/clock", "GET, PUT"),
        ("/__nemo/jobs/x", "PUT"),
        ("/__nemo", "GET"),
        ("/run_sse", "POST"),
        ("/api/render/proxy/x/download", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_all_the_right_ones(path: str, methods: str) -> None:
    """Also where each has a route of its own."""
    with Emulator(INSTANT) as lab:
        reply = httpx.request("PATCH", lab.url + path)

    assert (reply.status_code, reply.headers["allow"]) == (405, methods)


Answered = tuple[tuple[str, str], httpx.Response]


class Visitor:
    """Somebody who uses every verb that answers with JSON, in a run where a lot happens."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.user = ""

    def ask(self, method: str, path: str, body: Any = None, **named: str) -> Answered:
        reply = self.http.request(method, path.format(**named), json=body)
        return (method.lower(), path.partition("?")[0]), reply

    def lives(self) -> Iterator[Answered]:
        """An account, a turn, a render, faults, waiting."""
        yield (opened := self.ask("POST", "/__nemo/accounts", {"credits": 500}))
        account = opened[1].json()
        self.user = account["user_id"]
        self.http.headers["Authorization"] = f"Bearer {account['token']}"
        made = self.http.post("/api/tasks/me/with-session/nemo_agent", json={}).json()["data"]
        self.http.post("/run_sse", json=message(made["session_id"], "add the title Hello"))
        yield self.ask("POST", "/__nemo/faults", {"rule": "render job: progress by hand"})
        segment = {"id": "s", "s": 0, "d": 1000, "m": {"text": "Hi"}}
        draft = {"t": [{"id": "t", "tt": 7, "sg": [segment], "m": {}}], "d": 1000, "m": {}}
        body = {"id": "r1", "sessionId": made["session_id"], "draft": draft}
        self.http.post("/api/render/proxy/lambda", json=body)
        yield self.ask("PUT", "/__nemo/jobs/{render_id}", {"progress": 40}, render_id="r1")
        yield self.ask("PUT", "/__nemo/jobs/{render_id}", {"progress": 100}, render_id="r1")
        self.http.get("/nowhere")
        rules = ["credits: 503 name=x", "state: 503 times=*"]
        yield self.ask("PUT", "/__nemo/script", {"rules": rules})
        self.http.get("/api/credits/balance/simple")
        yield self.ask("POST", "/__nemo/requests/wait", {"operation": "credits"})

    def looks(self) -> Iterator[Answered]:
        """At everything."""
        yield self.ask("POST", "/__nemo/runs", {"name": "a", "accounts": [{"plan": "free"}]})
        for path in ("requests", "requests/count", "accounts", "ledger", "sessions", "jobs"):
            yield self.ask("GET", f"/__nemo/{path}")
        for path in ("health", "info", "verdict", "faults", "script", "clock", "snapshot", "runs"):
            yield self.ask("GET", f"/__nemo/{path}")
        yield self.ask("GET", "/__nemo")
        yield self.ask("GET", "/__nemo/clock?seen=0")

    def changes(self) -> Iterator[Answered]:
        """Time, chance, accounts."""
        yield self.ask("POST", "/__nemo/clock/wait", {"until": 0, "done": True})
        yield self.ask("POST", "/__nemo/clock/advance", {"hours": 1})
        for way in ("idle", "freeze", "resume"):
            yield self.ask("POST", f"/__nemo/clock/{way}")
        yield self.ask("PUT", "/__nemo/clock", {"scale": 2})
        yield self.ask("POST", "/__nemo/seed", {"seed": 7})
        named = {"user_id": self.user}
        yield self.ask("PUT", "/__nemo/accounts/{user_id}/credits", {"available": 7}, **named)
        for way in ("expire", "revoke"):
            yield self.ask("POST", "/__nemo/accounts/{user_id}/" + way, **named)


def test_every_answer_is_as_the_document_says() -> None:
    """All its fields and no other, in a run where a lot has happened; no verb is left out."""
    seen = set()
    with (
        Emulator(INSTANT, clock=ManualClock(), renderer=Camera()) as lab,
        httpx.Client(base_url=lab.url, headers=ATTRIBUTION) as http,
    ):
        visitor = Visitor(http)
        for place, reply in chain(visitor.lives(), visitor.looks(), visitor.changes()):
            assert reply.is_success, (place, reply.text)
            models = ANSWERS[place]
            model = models[-1] if reply.request.url.query else models[0]
            model.model_validate_json(reply.content, strict=True)
            seen.add(place)

    assert seen == set(ANSWERS)


def test_filters_are_told_with_all_that_they_may_be(told: Any) -> None:
    """Whatever else is asked for is refused, so the document has the operations and methods."""
    _, document, _ = told

    words = operations(document)["GET /__nemo/requests/count"]["parameters"]

    named = {word["name"]: word["schema"] for word in words}
    assert set(named) == {"operation", "method", "path", "status", "code", "user_id", "since"}
    assert named["operation"]["enum"] == [*ENDPOINTS, None]
    assert "POST" in named["method"]["enum"]
