"""The library's two clients: the same things to ask for, and the same answers."""

import asyncio
import inspect
import io
from pathlib import Path
from typing import Any

import pytest
from client.tests.loopback import envelope, loopback, plain

import nemo_client
from nemo_client import AsyncClient, AsyncSession, Client, Session, Settings, Source
from nemo_client.errors import Garbled, PlanBlocked, Refused
from nemo_client.flows import cancel
from nemo_client.local import as_source
from nemo_client.stage import Stage, desk, job, refused, reply

TOKEN = envelope({"token": "nmv_usr_1", "user_id": "anon_1"})
SESSION = envelope({"session_id": "7", "task_id": "t"})
DRAFT = {"t": [{"tt": 0, "sg": [{"id": "a", "s": 0, "d": 1000, "m": {"name": "sea"}}]}]}
STATE = envelope({"state": {"draft": DRAFT}})
CANCELLED = plain(b'{"taskId":"r","status":"failed","error":"cancelled"}')


def asked_of(kind: type) -> dict[str, list[str]]:
    """Public methods and their parameters."""
    return {
        name: list(inspect.signature(method).parameters)
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }


@pytest.mark.parametrize(("one", "other"), [(Client, AsyncClient), (Session, AsyncSession)])
def test_both_clients_are_asked_alike(one: type, other: type) -> None:
    """Method by method, parameter by parameter."""
    assert asked_of(one) == asked_of(other)


def test_both_clients_answer_alike(tmp_path: Path) -> None:
    """A typed timeline; a render that is stopped."""
    environment = {"HOME": str(tmp_path)}

    def sync(url: str) -> list[Any]:
        settings = Settings.from_environment({**environment, "NEMO_API_URL": url})
        with Client(settings) as client:
            session = client.session()
            return [session.timeline(), session.cancel("r")]

    async def later(url: str) -> list[Any]:
        settings = Settings.from_environment({**environment, "NEMO_API_URL": url})
        async with AsyncClient(settings) as client:
            session = await client.session()
            return [await session.timeline(), await session.cancel("r")]

    with loopback(TOKEN, SESSION, STATE, CANCELLED) as server:
        first = sync(server.url)
    with loopback(TOKEN, SESSION, STATE, CANCELLED) as server:
        second = asyncio.run(later(server.url))

    assert first == second
    assert first[0].pieces[0].name == "sea"
    assert server.plot[-1] == "POST /api/render/proxy/lambda/r/cancel"


def test_a_stopped_render_is_not_waited_for() -> None:
    """Its note is thrown away with it."""
    stage = Stage([job("failed", error="cancelled")])

    stopped = stage.play(cancel(desk(), "render_1"))

    assert stopped.id == "render_1"
    assert stage.asked == ["render_cancel", "forget render_1"]


def test_a_render_that_is_not_there_cannot_be_stopped() -> None:
    """One sentence, for one's own and for others' alike."""
    with pytest.raises(Refused, match="no such render"):
        Stage([refused(404, 404)]).play(cancel(desk(), "render_1"))


def test_another_refusal_stays_what_it_is() -> None:
    """Only 404 has a meaning of its own."""
    with pytest.raises(PlanBlocked):
        Stage([refused(402)]).play(cancel(desk(), "render_1"))


def test_an_answer_that_tells_nothing() -> None:
    """Nobody knows then."""
    with pytest.raises(Garbled, match="what became of the render"):
        Stage([reply(200, {})]).play(cancel(desk(), "render_1"))


class Named(io.BytesIO):
    name = "/home/me/beach.jpg"


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("~/a.jpg", "a.jpg"),
        (Path("b.jpg"), "b.jpg"),
        (b"bytes", "file"),
        (io.BytesIO(b"open"), "file"),
        (Named(b"open"), "beach.jpg"),
        (Source("c.jpg", b"x"), "c.jpg"),
    ],
)
def test_whatever_is_a_file(item: Any, name: str) -> None:
    """Paths, bytes, open files."""
    assert as_source(item).name == name


def test_what_is_no_file_is_refused() -> None:
    """A mistake in a program shows at once."""
    with pytest.raises(TypeError, match="int is no file"):
        as_source(5)  # type: ignore[arg-type]


def test_everything_public_is_there() -> None:
    """``from nemo_client import ...``."""
    assert all(hasattr(nemo_client, name) for name in nemo_client.__all__)
    assert nemo_client.__all__ == sorted(nemo_client.__all__)
