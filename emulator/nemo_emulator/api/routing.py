"""Finds a route without asking all of them, by its literal path or the words it begins with.

FastAPI asks its routes one after the other; with a hundred of them that costs more than all the
rest of a request. What is not found here goes FastAPI's own way, so nothing else changes.
"""

from collections import defaultdict
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

Key = tuple[str, ...]
Handler = Callable[[Request], Coroutine[Any, Any, Response]]
DEPTH = 3


class DirectRoute(APIRoute):
    """For endpoints that take the request and its path's words and give a ready response.

    FastAPI's own handler would work out dependencies, bodies and models that are not there, and
    open two exit stacks for them.
    """

    def words(self, scope: Scope) -> dict[str, str] | None:
        """What stands for the path's parameters; None for a request that is not for this route."""
        if scope["method"] not in (self.methods or ()):
            return None
        found = self.path_regex.match(scope["path"])
        return None if found is None else found.groupdict()

    async def answer(
        self, words: dict[str, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Carry the request out. What is raised is for the application's handlers."""
        scope["path_params"] = words
        response: Response = await self.endpoint(Request(scope, receive, send), **words)
        await response(scope, receive, send)

    def get_route_handler(self) -> Handler:
        endpoint = self.endpoint

        async def handle(request: Request) -> Response:
            response: Response = await endpoint(request, **request.path_params)
            return response

        return handle


def key_of(path: str) -> Key:
    """The words that a path begins with, up to the first that is a parameter."""
    words = path.strip("/").split("/")[:DEPTH]
    literal = next((n for n, word in enumerate(words) if "{" in word), len(words))
    return tuple(words[:literal])


class Index:
    """The routes of an application, ready to be looked up."""

    def __init__(self, routes: list[DirectRoute]) -> None:
        self._literal: dict[str, list[DirectRoute]] = defaultdict(list)
        self._begun: dict[Key, list[DirectRoute]] = defaultdict(list)
        for route in routes:
            if "{" in route.path:
                self._begun[key_of(route.path)].append(route)
            else:
                self._literal[route.path].append(route)

    def candidates(self, path: str) -> list[DirectRoute]:
        """The few routes that may match."""
        found = self._literal.get(path)
        if found:
            return found
        words = path.strip("/").split("/")[:DEPTH]
        keys = (tuple(words[:n]) for n in range(len(words), 0, -1))
        return [route for key in keys for route in self._begun.get(key, ())]


class IndexedRouter(APIRouter):
    """Looks routes up in its index first."""

    index: Index | None = None

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.index is None or scope["type"] != "http":
            await super().app(scope, receive, send)
            return
        for route in self.index.candidates(scope["path"]):
            if (words := route.words(scope)) is not None:
                await route.answer(words, scope, receive, send)
                return
        await super().app(scope, receive, send)


class Methods:
    """Which methods each path has, whichever router it stands in."""

    def __init__(self, *routers: tuple[str, APIRouter]) -> None:
        """Each with the prefix under which it is included."""
        self._rows = [
            (prefix, route.path_regex, route.methods or set())
            for prefix, router in routers
            for route in router.routes
            if isinstance(route, APIRoute)
        ]

    def of(self, path: str) -> str:
        """As ``Allow`` lists them."""
        found = (
            methods
            for prefix, regex, methods in self._rows
            if path.startswith(prefix) and regex.match(path.removeprefix(prefix))
        )
        return ", ".join(sorted(set().union(*found)))


def index_routes(app: FastAPI, *routers: APIRouter) -> None:
    """Add the routes of ``routers`` to the application, and look them up from now on."""
    router = IndexedRouter(lifespan=app.router.lifespan_context, redirect_slashes=False)
    found = [route for each in routers for route in each.routes if isinstance(route, DirectRoute)]
    router.routes.extend([*app.router.routes, *found])
    router.index = Index(found)
    app.router = router
