"""What was told last of each thing, as bytes: who waits for a change asks again and again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

KEPT: Final = 256


class Views:
    """The newest ``kept`` views, each good as long as the thing is the same object."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._views: OrderedDict[str, tuple[object, Hashable, bytes]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._views)

    def of(self, name: str, thing: object, how: Hashable, write: Callable[[], bytes]) -> bytes:
        """The view of ``thing``, which is never changed, only replaced; written when it is new.

        ``how`` is everything else that the bytes depend on.
        """
        known = self._views.get(name)
        if known is not None and known[0] is thing and known[1] == how:
            return known[2]
        view = write()
        self._views[name] = (thing, how, view)
        self._views.move_to_end(name)
        if len(self._views) > self._kept:
            self._views.popitem(last=False)
        return view
