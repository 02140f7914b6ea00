"""A client of the video service that keeps every rule of the contract."""

from nemo_client.aclient import AsyncClient, AsyncOutside, AsyncSession
from nemo_client.client import Client, Outside, Session
from nemo_client.errors import NemoError
from nemo_client.flows.export import Exported
from nemo_client.flows.send import Talked
from nemo_client.flows.steps import Ask, Kind, Source, Tell
from nemo_client.settings import Settings
from nemo_client.timeline import Timeline
from nemo_client.user import AsyncUser, Nobody, User

__all__ = [
    "Ask",
    "AsyncClient",
    "AsyncOutside",
    "AsyncSession",
    "AsyncUser",
    "Client",
    "Exported",
    "Kind",
    "NemoError",
    "Nobody",
    "Outside",
    "Session",
    "Settings",
    "Source",
    "Talked",
    "Tell",
    "Timeline",
    "User",
]
