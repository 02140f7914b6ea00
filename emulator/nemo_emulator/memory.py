"""The world and its log, kept in step: nothing is true before it is written."""

from pydantic import TypeAdapter

from nemo_emulator.clock import Clock
from nemo_emulator.log import Log
from nemo_emulator.settings import Settings
from nemo_emulator.world import EVENT, Event, State, World
from nemo_emulator.world.events import WorldEmptied

STATE: TypeAdapter[State] = TypeAdapter(State)


class Memory:
    """A world rebuilt from its log; ``commit`` is the only way to change it."""

    def __init__(self, settings: Settings, log: Log, clock: Clock) -> None:
        self._log = log
        self._clock = clock
        self._every = settings.snapshot_every
        self._since = 0
        self.world = World(settings, self._recall())

    @property
    def state(self) -> State:
        return self.world.state

    def commit(self, events: tuple[Event, ...]) -> None:
        """Write, then apply. Raises ``KeyError``, with nothing written, for what cannot happen."""
        if not events:
            return
        for event in events:
            self.state.check(event)
        self._log.append(self._clock.now(), [EVENT.dump_json(event) for event in events])
        for event in events:
            self.state.apply(event)
        self._since += len(events)
        if self._since >= self._every:
            self.keep()

    def forget(self) -> None:
        """Become an empty state, which is quickly written."""
        self.commit((WorldEmptied(),))

    def replace(self, state: State) -> None:
        """Become another state altogether."""
        self.world.state = state
        self.keep()

    def keep(self) -> None:
        """Write a snapshot, so that the next start is quick."""
        self._log.keep(STATE.dump_json(self.state), self._clock.now())
        self._since = 0

    def _recall(self) -> State:
        kept = self._log.snapshot()
        state = STATE.validate_json(kept) if kept else State()
        for text in self._log.read():
            state.apply(EVENT.validate_json(text))
        return state
