"""A thin driver of the flows over ``httpx.Client``."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, Generic, Self, TypeVar

import httpx

from nemo_client.clock import Clock
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
from nemo_client.streams import Stream
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
from nemo_client.user import User

T = TypeVar("T")


class Telling(Generic[T]):
    """A running flow: iterate for what it tells, as it happens; ``result`` when it is over.

    ``close`` in the middle lets go of the connection only: work that the service has begun goes on.
    """

    def __init__(self, driver: "Driver", flow: Flow[T]) -> None:
        self._driver = driver
        self._flow = flow
        self._told: Tell | None = None
        self._result: list[T] = []

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Tell:
        try:
            self._told = self._driver.until_tell(self._flow, self._told)
        except StopIteration as end:
            self._result.append(end.value)
            raise
        return self._told

    @property
    def result(self) -> T:
        """What came of it; runs the rest of the flow first. Raises what the flow raises."""
        while not self._result:
            next(self, None)
        return self._result[0]

    def close(self) -> None:
        """Stop following it."""
        self._flow.close()
        self._driver.let_go()


class Driver:
    """Carries out the steps of flows, one at a time; what they tell goes to the user."""

    def __init__(self, http: httpx.Client, clock: Clock, local: Local, user: User) -> None:
        self._http = http
        self._clock = clock
        self._local = local
        self._user = user
        self._stream: Stream | None = None
        self._carry: Final[dict[type, Callable[[Any], Answer]]] = {
            Call: self._call,
            Open: self._open,
            Read: self._read,
            Close: self._close,
            Save: self._save,
            Wait: self._wait,
            Ask: self._ask,
        }

    def run(self, flow: Flow[T]) -> T:
        """The flow's result; what it tells goes to the user. Raises what the flow raises."""
        telling = Telling(self, flow)
        try:
            for told in telling:
                self._user.tell(told)
            return telling.result
        finally:
            telling.close()

    def until_tell(self, flow: Flow[T], told: Tell | None) -> Tell:
        """Go on after ``told`` until the flow tells again; ``StopIteration`` at its end."""
        step = flow.send(None if told is None else self._answer(told))
        while not isinstance(step, Tell):
            step = flow.send(self._answer(step))
        return step

    def let_go(self) -> None:
        """Close the open stream, if there is one."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _answer(self, step: Step[Any]) -> Answer:
        carry = self._carry.get(type(step))
        if carry is not None:
            return carry(step)
        now = self._clock.now()
        return Done(now) if isinstance(step, Tell) else self._local.do(step, now)

    def _call(self, step: Call) -> Reply | Broken:
        try:
            response = self._http.send(self._built(step), stream=True)
            return self._whole(response)
        except FAULTS as error:
            return broken(error, self._clock.now())

    def _open(self, step: Open) -> Reply | Broken:
        try:
            response = self._http.send(self._built(step), stream=True)
            if not is_stream(response):
                return self._whole(response)
        except FAULTS as error:
            return broken(error, self._clock.now())
        let_stream_be_silent(response.request)
        self.let_go()
        self._stream = Stream(response)
        return reply(response, self._clock.now(), streaming=True)

    def _read(self, step: Read) -> Answer:
        assert self._stream is not None
        return self._stream.read(self._clock, step.until)

    def _close(self, _step: Close) -> Done:
        self.let_go()
        return Done(self._clock.now())

    def _save(self, step: Save) -> Reply | Broken:
        try:
            response = self._http.send(self._built(step), stream=True)
            return self._stored(response, step.path) if is_file(response) else self._whole(response)
        except FAULTS as error:
            return broken(error, self._clock.now())

    def _wait(self, step: Wait) -> Done:
        self._clock.sleep(step.seconds)
        return Done(self._clock.now())

    def _ask(self, step: Ask) -> Consent:
        yes = self._user.ask(step)
        return Consent(self._clock.now(), yes)

    def _built(self, step: Call | Open | Save) -> httpx.Request:
        body = framed(step.request, self._local.chance.boundary())
        content = self._counted(body) if body else written(step.request)
        return self._http.build_request(**options(step.request, body), content=content)

    def _counted(self, body: Multipart) -> Iterator[bytes]:
        done = 0
        for piece in body:
            yield piece
            done += len(piece)
            self._user.uploaded(done, body.length)

    def _whole(self, response: httpx.Response) -> Reply:
        """The reply with its body; an absurdly long one is cut, so that it reads as garbled."""
        body = bytearray()
        try:
            for piece in response.iter_bytes():
                body += piece
                if len(body) > LONGEST_REPLY:
                    break
        finally:
            response.close()
        return reply(response, self._clock.now(), body=bytes(body))

    def _stored(self, response: httpx.Response, path: Path) -> Reply:
        sink = open_sink(path)
        try:
            with sink.file:
                for piece in response.iter_bytes():
                    sink.write(piece)
        finally:
            response.close()
        return reply(response, self._clock.now(), saved=sink.saved(response))
