"""The OpenAPI document: whole, and of the run that is asked. ``make fuzz-api`` does the rest."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from emulator.tests.stage import INSTANT

from nemo_contract import ENDPOINTS
from nemo_emulator import Emulator
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
