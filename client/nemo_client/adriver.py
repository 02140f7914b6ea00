"""A thin driver of the flows over ``httpx.AsyncClient``: the same steps as ``driver``."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Final, Generic, Self, TypeVar

import httpx

from nemo_client.clock import AsyncClock
from nemo_client.flows.steps import (
    Answer,
    Ask,
    Broken,
    Call,
    Close,
    Consent,
    Done,
    Flow,
    Open,
    Read,
    Reply,
    Save,
    Step,
    Tell,
    Wait,
)
from nemo_client.local import Local
from nemo_client.multipart import Multipart
from nemo_client.streams import AsyncStream
from nemo_client.transport import (
    FAULTS,
    LONGEST_REPLY,
    broken,
    framed,
    is_file,
    is_stream,
    let_stream_be_silent,
    open_sink,
    options,
    reply,
    written,
)
from nemo_client.user import AsyncUser

T = TypeVar("T")


class AsyncTelling(Generic[T]):
    """A running flow: iterate for what it tells, as it happens; ``await result()`` when it is over.

    ``close`` in the middle lets go of the connection only: work that the service has begun goes on.
    """

    def __init__(self, driver: "AsyncDriver", flow: Flow[T]) -> None:
        self._driver = driver
        self._flow = flow
        self._told: Tell | None = None
        self._result: list[T] = []

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Tell:
        try:
            self._told = await self._driver.until_tell(self._flow, self._told)
        except Finished as end:
            self._result.append(end.value)
            raise StopAsyncIteration from None
        return self._told

    async def result(self) -> T:
        """What came of it; runs the rest of the flow first. Raises what the flow raises."""
        while not self._result:
            await anext(self, None)
        return self._result[0]

    async def close(self) -> None:
        """Stop following it."""
        self._flow.close()
        await self._driver.let_go()


class Finished(Exception):
    """A flow's end, since ``StopIteration`` cannot leave a coroutine."""

    def __init__(self, value: Any) -> None:
        super().__init__(value)
        self.value = value


class AsyncDriver:
    """Carries out the steps of flows, one at a time; what they tell goes to the user."""

    def __init__(
        self, http: httpx.AsyncClient, clock: AsyncClock, local: Local, user: AsyncUser
    ) -> None:
        self._http = http
        self._clock = clock
        self._local = local
        self._user = user
        self._stream: AsyncStream | None = None
        self._carry: Final[dict[type, Callable[[Any], Awaitable[Answer]]]] = {
            Call: self._call,
            Open: self._open,
            Read: self._read,
            Close: self._close,
            Save: self._save,
            Wait: self._wait,
            Ask: self._ask,
        }

    async def run(self, flow: Flow[T]) -> T:
        """The flow's result; what it tells goes to the user. Raises what the flow raises."""
        telling = AsyncTelling(self, flow)
        try:
            async for told in telling:
                await _settled(self._user.tell(told))
            return await telling.result()
        finally:
            await telling.close()

    async def until_tell(self, flow: Flow[T], told: Tell | None) -> Tell:
        """Go on after ``told`` until the flow tells something again; ``Finished`` at its end."""
        step = _sent(flow, None if told is None else await self._answer(told))
        while not isinstance(step, Tell):
            step = _sent(flow, await self._answer(step))
        return step

    async def let_go(self) -> None:
        """Close the open stream, if there is one."""
        if self._stream is not None:
            await self._stream.close()
            self._stream = None

    async def _answer(self, step: Step[Any]) -> Answer:
        carry = self._carry.get(type(step))
        if carry is not None:
            return await carry(step)
        now = self._clock.now()
        return Done(now) if isinstance(step, Tell) else self._local.do(step, now)

    async def _call(self, step: Call) -> Reply | Broken:
        try:
            response = await self._http.send(self._built(step), stream=True)
            return await self._whole(response)
        except FAULTS as error:
            return broken(error, self._clock.now())

    async def _open(self, step: Open) -> Reply | Broken:
        try:
            response = await self._http.send(self._built(step), stream=True)
            if not is_stream(response):
                return await self._whole(response)
        except FAULTS as error:
            return broken(error, self._clock.now())
        let_stream_be_silent(response.request)
        await self.let_go()
        self._stream = AsyncStream(response)
        return reply(response, self._clock.now(), streaming=True)

    async def _read(self, step: Read) -> Answer:
        assert self._stream is not None
        return await self._stream.read(self._clock, step.until)

    async def _close(self, _step: Close) -> Done:
        await self.let_go()
        return Done(self._clock.now())

    async def _save(self, step: Save) -> Reply | Broken:
        try:
            response = await self._http.send(self._built(step), stream=True)
            if is_file(response):
                return await self._stored(response, step.path)
            return await self._whole(response)
        except FAULTS as error:
            return broken(error, self._clock.now())

    async def _wait(self, step: Wait) -> Done:
        await self._clock.sleep(step.seconds)
        return Done(self._clock.now())

    async def _ask(self, step: Ask) -> Consent:
        yes = await _settled(self._user.ask(step))
        return Consent(self._clock.now(), yes)

    def _built(self, step: Call | Open | Save) -> httpx.Request:
        body = framed(step.request, self._local.chance.boundary())
        content = self._counted(body) if body else written(step.request)
        return self._http.build_request(**options(step.request, body), content=content)

    async def _counted(self, body: Multipart) -> AsyncIterator[bytes]:
        done, pieces = 0, iter(body)
        while piece := await asyncio.to_thread(next, pieces, b""):
            yield piece
            done += len(piece)
            await _settled(self._user.uploaded(done, body.length))

    async def _whole(self, response: httpx.Response) -> Reply:
        """The reply with its body; an absurdly long one is cut, so that it reads as garbled."""
        body = bytearray()
        try:
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > LONGEST_REPLY:
                    break
        finally:
            await response.aclose()
        return reply(response, self._clock.now(), body=bytes(body))

    async def _stored(self, response: httpx.Response, path: Path) -> Reply:
        sink = open_sink(path)
        try:
            with sink.file:
                async for piece in response.aiter_bytes():
                    sink.write(piece)
        finally:
            await response.aclose()
        return reply(response, self._clock.now(), saved=sink.saved(response))


async def _settled(answer: T | Awaitable[T]) -> T:
    """What a user's method gives, whether it was a coroutine or a plain one."""
    return await answer if isinstance(answer, Awaitable) else answer


def _sent(flow: Flow[T], answer: Answer | None) -> Step[Any]:
    try:
        return flow.send(answer)
    except StopIteration as end:
        raise Finished(end.value) from None
