"""Things that take long to make and that several threads want: made once, the newest few kept."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Shelf(Generic[T]):
    """Holds ``room`` things. Who asks first makes the thing; who comes meanwhile waits for it."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._things: OrderedDict[Hashable, Future[T]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing of that key. Errors of ``make`` come to everyone who waits for it."""
        with self._lock:
            future = self._things.get(key)
            mine = future is None
            if future is None:
                future = self._things[key] = Future()
                self._make_room()
            self._things.move_to_end(key)
        if mine:
            _fulfil(future, make)
        return future.result()

    def _make_room(self) -> None:
        while len(self._things) > self._room:
            self._things.popitem(last=False)


def _fulfil(future: Future[T], make: Callable[[], T]) -> None:
    try:
        future.set_result(make())
    except BaseException as error:
        future.set_exception(error)
        raise
