"""The control plane under ``/__nemo``: what a tester sees and turns.

Its errors are ``application/problem+json``, never the product's envelope.
"""

from fastapi import APIRouter

from nemo_emulator.api.control import clock, feed, requests, runs, worlds

router = APIRouter(prefix="/__nemo")
for part in (worlds, requests, runs, clock, feed):
    router.include_router(part.router)
