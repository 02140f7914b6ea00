"""The whole document."""

from collections.abc import Iterable
from typing import Any

from starlette.routing import BaseRoute

from nemo_contract.requirements import REVISION
from nemo_emulator.api.openapi import control, product
from nemo_emulator.api.openapi.schemas import Schema, collect
from nemo_emulator.settings import VERSION, Settings

ABOUT = (
    "A local stand-in for the NemoVideo chat-video API. This document describes the wire of the "
    "run that it was asked from, with its style, dialect and render shape; faults of a script may "
    "answer anything."
)


def document(settings: Settings, routes: Iterable[BaseRoute], base: str) -> dict[str, Any]:
    """OpenAPI 3.1 for a run that is reached under ``base``; ``routes`` are the application's."""
    all_routes = list(routes)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "nemulator",
            "version": VERSION,
            "description": ABOUT,
            "x-contract-revision": REVISION,
        },
        "servers": [{"url": base}],
        "tags": [{"name": "product"}, {"name": "control"}],
        "paths": product.paths(all_routes, settings) | control.paths(all_routes, settings),
        "components": {
            "schemas": collect(product.models(settings)) | control.models(),
            "securitySchemes": _schemes(settings),
        },
    }


def _schemes(settings: Settings) -> dict[str, Schema]:
    bearer = {"type": "http", "scheme": "bearer"}
    return {"bearer": bearer} | ({"control": bearer} if settings.control_token else {})
