"""The control plane under ``/__nemo``: what a tester sees and turns.

Its errors are ``application/problem+json``, never the product's envelope.
"""

from fastapi import APIRouter

from nemo_emulator.api.control import clock, faults, feed, requests, runs, worlds

router = APIRouter(prefix="/__nemo")
for part in (worlds, requests, faults, runs, clock, feed):
    router.include_router(part.router)
