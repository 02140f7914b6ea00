"""What one running emulator is made of."""

from dataclasses import dataclass

from nemo_emulator.blobs import BlobStore
from nemo_emulator.brain.mind import Mind
from nemo_emulator.chance import Chance
from nemo_emulator.clock import VirtualClock
from nemo_emulator.faulty import Desk
from nemo_emulator.jobs import Jobs
from nemo_emulator.journal import Journal
from nemo_emulator.memory import Memory
from nemo_emulator.rates import Rates
from nemo_emulator.script import Decision, Faults
from nemo_emulator.settings import Settings
from nemo_emulator.signing import Signer
from nemo_emulator.turns import Turns
from nemo_emulator.views import Views
from nemo_emulator.workshop import Studio
from nemo_emulator.world import State, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts, wired by ``create_app``."""

    run: str
    settings: Settings
    clock: VirtualClock
    chance: Chance
    memory: Memory
    mind: Mind
    studio: Studio
    turns: Turns
    jobs: Jobs
    journal: Journal
    signer: Signer
    rates: Rates
    desk: Desk
    views: Views

    @property
    def world(self) -> World:
        return self.memory.world

    @property
    def state(self) -> State:
        return self.memory.state

    @property
    def blobs(self) -> BlobStore:
        return self.studio.blobs

    @property
    def faults(self) -> Faults:
        """The script of this run."""
        return self.desk.faults

    @property
    def lasted(self) -> float:
        """Virtual seconds since the run began, which is what rules count."""
        return self.clock.now() - self.desk.began

    def next_connection(self) -> Decision:
        """What the next connection would meet."""
        return self.faults.peek("connection", now=self.lasted, run=self.run)

    def met_by_connection(self) -> Decision:
        """A connection is accepted: what it meets."""
        return self.faults.meet("connection", now=self.lasted, run=self.run)
