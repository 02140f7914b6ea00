"""Asks an OpenAI-compatible server what a message means; the rules answer where it fails."""

import asyncio
import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from nemo_emulator.agent import Scene, Understanding
from nemo_emulator.agent.vetting import amiss
from nemo_emulator.brain.address import BrainAddress
from nemo_emulator.brain.mind import Mind, Rules, Thought
from nemo_emulator.brain.prompt import request
from nemo_emulator.brain.schema import UNDERSTANDING

if TYPE_CHECKING:
    import httpx

log = logging.getLogger("nemo_emulator")
MOST_BYTES: Final = 1 << 20
_CHUNK: Final = 1 << 14


class Confused(Exception):
    """The model gave no plan that could be carried out; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Model:
    """A language model as the mind; it has ``seconds`` of real time for a message."""

    address: BrainAddress
    seconds: float = 30.0
    rules: Rules = field(default_factory=Rules)

    async def read(self, message: str, scene: Scene) -> Thought:
        """The model's plan when it is sound, else the rules' and a line in the server's log."""
        try:
            return Thought(await self._ask(message, scene))
        except Confused as problem:
            log.warning("brain   %s; the rules read this message", problem)
            thought = await self.rules.read(message, scene)
            return Thought(thought.meant, fallback=True)

    async def _ask(self, message: str, scene: Scene) -> Understanding:
        import httpx  # noqa: PLC0415 - 70 ms that a server without a brain need not spend

        try:
            async with (
                asyncio.timeout(self.seconds),
                httpx.AsyncClient(trust_env=False, timeout=None) as client,  # noqa: S113 - one above
                client.stream(
                    "POST",
                    self.address.completions,
                    json=request(message, scene, self.address.model),
                    headers=self._headers(),
                ) as response,
            ):
                return understood(await _body(response))
        except TimeoutError:
            raise Confused(f"gave no answer within {self.seconds:g} s") from None
        except httpx.HTTPError as error:
            raise Confused(f"cannot be asked ({type(error).__name__})") from None

    def _headers(self) -> dict[str, str]:
        token = self.address.token
        return {"Authorization": f"Bearer {token}"} if token else {}


def mind(address: str | None, token: str | None = None) -> Mind:
    """The rules, or the model at an address. Raises ``ValueError`` for one that says nothing."""
    return Rules() if address is None else Model(BrainAddress.parse(address, token))


async def _body(response: "httpx.Response") -> bytes:
    """What was answered. Raises ``Confused`` for a status that is no answer, and for too much."""
    if response.status_code != 200:
        raise Confused(f"answers with status {response.status_code}")
    got = bytearray()
    async for chunk in response.aiter_bytes(_CHUNK):
        got += chunk
        if len(got) > MOST_BYTES:
            raise Confused("answers without end")
    return bytes(got)


def understood(body: bytes) -> Understanding:
    """A chat completion as a plan. Raises ``Confused`` unless it could be carried out."""
    try:
        reply: Any = json.loads(body)
        content = reply["choices"][0]["message"]["content"]
        meant = UNDERSTANDING.validate_json(content, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise Confused(f"gives no plan: {where} {first['msg']}") from None
    except (ValueError, LookupError, TypeError):
        raise Confused("gives no chat completion") from None
    wrong = amiss(meant)
    if wrong:
        raise Confused(f"gives no sound plan: {wrong}")
    return meant
