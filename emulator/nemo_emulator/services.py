"""What one running emulator is made of."""

from dataclasses import dataclass

from nemo_emulator.blobs import BlobStore
from nemo_emulator.chance import Chance
from nemo_emulator.clock import VirtualClock
from nemo_emulator.jobs import Jobs
from nemo_emulator.journal import Journal
from nemo_emulator.memory import Memory
from nemo_emulator.settings import Settings
from nemo_emulator.signing import Signer
from nemo_emulator.turns import Turns
from nemo_emulator.world import State, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts, wired by ``create_app``."""

    run: str
    settings: Settings
    clock: VirtualClock
    chance: Chance
    memory: Memory
    blobs: BlobStore
    turns: Turns
    jobs: Jobs
    journal: Journal
    signer: Signer

    @property
    def world(self) -> World:
        return self.memory.world

    @property
    def state(self) -> State:
        return self.memory.state
