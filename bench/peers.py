"""Other stand-ins for HTTP services, as npm gives them: ``make bench-peers`` fetches them."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from bench.bare import PATH, REPLY
from bench.load import Served, running

HOME = Path(os.environ.get("NEMO_BENCH_PEERS", Path(__file__).parents[1] / ".peers"))
MODULES = HOME / "node_modules"
MISSING = "not installed; make bench-peers (npm, and Java for WireMock) fetches it"
TOKEN = "nmv_usr_0000"


@dataclass(frozen=True, slots=True)
class Peer:
    """How one is started, and told what to answer to an authenticated GET."""

    name: str
    words: Callable[[Path], tuple[str, ...]]
    prepare: Callable[[Served], None]
    reset: str | None = None

    @property
    def there(self) -> bool:
        return bool(_tools(self.name))

    @contextmanager
    def serving(self, folder: Path) -> Iterator[Served]:
        with running(*self.words(folder)) as server:
            self.prepare(server)
            yield server


def _tools(name: str) -> bool:
    found = {
        "WireMock": bool(shutil.which("java")) and bool(_jar()),
        "Prism": (MODULES / ".bin" / "prism").exists(),
        "Mockoon": (MODULES / ".bin" / "mockoon-cli").exists(),
    }
    return found[name]


def _jar() -> list[Path]:
    return sorted((MODULES / "wiremock").rglob("*.jar"))


def wiremock(_: Path) -> tuple[str, ...]:
    return ("java", "-jar", str(_jar()[0]), "--port", "PORT", "--bind-address", "127.0.0.1")


def stub(server: Served) -> None:
    """A GET that wants the token."""
    mapping = {
        "request": {
            "method": "GET",
            "urlPath": PATH,
            "headers": {"Authorization": {"equalTo": f"Bearer {TOKEN}"}},
        },
        "response": {
            "status": 200,
            "body": REPLY.decode(),
            "headers": {"Content-Type": "application/json"},
        },
    }
    url = f"http://127.0.0.1:{server.port}/__admin/mappings"
    urlopen(Request(url, json.dumps(mapping).encode(), method="POST")).close()


def prism(folder: Path) -> tuple[str, ...]:
    reply = {"description": "", "content": {"application/json": {"example": json.loads(REPLY)}}}
    document = {
        "openapi": "3.0.0",
        "info": {"title": "t", "version": "1"},
        "components": {"securitySchemes": {"b": {"type": "http", "scheme": "bearer"}}},
        "paths": {PATH: {"get": {"security": [{"b": []}], "responses": {"200": reply}}}},
    }
    path = folder / "prism.json"
    path.write_text(json.dumps(document))
    return (str(MODULES / ".bin" / "prism"), "mock", "-p", "PORT", "-h", "127.0.0.1", str(path))


def mockoon(folder: Path) -> tuple[str, ...]:
    rule = {"target": "header", "modifier": "Authorization", "value": f"Bearer {TOKEN}"}
    response = {
        "uuid": "c",
        "statusCode": 200,
        "body": REPLY.decode(),
        "bodyType": "INLINE",
        "headers": [{"key": "Content-Type", "value": "application/json"}],
        "rules": [{**rule, "operator": "equals", "invert": False}],
        "rulesOperator": "OR",
        "default": True,
    }
    route = {
        "uuid": "b",
        "type": "http",
        "method": "get",
        "endpoint": PATH.removeprefix("/"),
        "responses": [response],
    }
    environment = {
        "uuid": "a",
        "lastMigration": 33,
        "name": "bench",
        "port": 3000,
        "hostname": "127.0.0.1",
        "routes": [route],
        "rootChildren": [{"type": "route", "uuid": "b"}],
    }
    path = folder / "mockoon.json"
    path.write_text(json.dumps(environment))
    words = ("start", "--data", str(path), "--port", "PORT", "--repair", "--disable-log-to-file")
    return (str(MODULES / ".bin" / "mockoon-cli"), *words)


def nothing(_: Served) -> None:
    """It knows already."""


PEERS = (
    Peer("WireMock", wiremock, stub, reset="/__admin/reset"),
    Peer("Prism", prism, nothing),
    Peer("Mockoon", mockoon, nothing),
)
