"""How one small thing is changed in a server: replies, requests, streams, and a list of it all."""

from collections.abc import Callable
from typing import Any, Final

from conformance.tests.breakage import Asked, Breakage, Memory, Reply

JOBS: Final = ("render_submit", "render_poll", "render_cancel")
ALL: list[Breakage] = []
After = Callable[[Asked, Reply], None]
Before = Callable[[Asked], Reply | None]
Chunk = Callable[[bytes, Memory], bytes]


def replies(rule: str, *operations: str, **more: Any) -> Callable[[After], After]:
    """A change to the replies of some operations."""

    def file(change: After) -> After:
        def after(asked: Asked, reply: Reply) -> None:
            if asked.operation in operations:
                change(asked, reply)

        ALL.append(Breakage(name=change.__name__, rule=rule, after=after, **more))
        return change

    return file


def requests(rule: str, *operations: str) -> Callable[[Before], Before]:
    """A change to the requests for some operations, or an answer to them."""

    def file(change: Before) -> Before:
        def before(asked: Asked) -> Reply | None:
            return change(asked) if asked.operation in operations else None

        ALL.append(Breakage(name=change.__name__, rule=rule, before=before))
        return change

    return file


def streams(rule: str, **more: Any) -> Callable[[Chunk], Chunk]:
    """A change to the pieces of streams."""

    def file(change: Chunk) -> Chunk:
        ALL.append(Breakage(name=change.__name__, rule=rule, chunk=change, **more))
        return change

    return file


def edited(reply: Reply, change: Callable[[Any], None]) -> None:
    """Change the JSON of a success in place."""
    told = reply.json
    if isinstance(told, dict) and reply.code in (0, None) and reply.status < 300:
        change(told)
        reply.json = told


def data(rule: str, operation: str, name: str, change: Callable[[dict[str, Any]], Any]) -> None:
    """Changes the ``data`` of an operation's successes."""

    def after(asked: Asked, reply: Reply) -> None:
        if asked.operation == operation and reply.code == 0:
            edited(reply, lambda told: change(told["data"]))

    ALL.append(Breakage(name=name, rule=rule, after=after))


def count(memory: Memory, what: str) -> int:
    """How often that has happened now."""
    memory[what] = memory.get(what, 0) + 1
    return int(memory[what])


def field(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Sets a field."""
    return lambda told: told.update({name: value})


def without(name: str) -> Callable[[dict[str, Any]], Any]:
    """Leaves a field out."""
    return lambda told: told.pop(name, None)


def render_in(asked: Asked) -> str:
    """The render that a request names."""
    parts = asked.path.split("/")
    if asked.operation == "render_submit":
        return str(asked.json["id"])
    return parts[-1] if asked.operation == "render_poll" else parts[-2]


def balance(reply: Reply, available: int, frozen: int = 0) -> None:
    """Become a balance."""
    reply.gives({"available": available, "frozen": frozen, "total": available + frozen})
