"""Who is calling and where the conversation stands: what the flows know between two steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nemo_client.attribution import Attribution
from nemo_client.flows.steps import Identity, Request, Source, Talk
from nemo_client.origin import same_origin
from nemo_contract.endpoints import ENDPOINTS

__all__ = ["Account", "Desk", "Profile", "State", "Talk"]

State = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the environment says, once and for all; addresses without a slash at the end."""

    api: str
    web: str
    attribution: Attribution
    agent: str
    token: str = field(default="", repr=False)
    client_id: str = field(default="", repr=False)


@dataclass(slots=True)
class Account:
    """Who is calling: what the environment says, and the identity that sessions share."""

    profile: Profile
    identity: Identity | None = None


@dataclass(slots=True)
class Desk:
    """The one place where flows keep what they learned in a session.

    ``known`` is the session's state, None when something may have changed it since; ``submitted``
    are the renders of this run. A session that is opened ``aside`` does not become the one that the
    next run goes on with, unless it is kept.
    """

    account: Account
    talk: Talk | None = None
    known: State | None = None
    submitted: set[str] = field(default_factory=set)
    aside: bool = False

    @property
    def profile(self) -> Profile:
        """What the environment says."""
        return self.account.profile

    @property
    def identity(self) -> Identity | None:
        """Client id and token of the anonymous user, None before the first sign-in."""
        return self.account.identity

    @property
    def token(self) -> str:
        """C-AUTH-1: the token of the environment wins."""
        return self.profile.token or (self.identity.token if self.identity else "")

    @property
    def token_source(self) -> str:
        """``env`` or ``anonymous``."""
        return "env" if self.has_own_token else "anonymous"

    @property
    def has_own_token(self) -> bool:
        """Whether the user brought a token."""
        return bool(self.profile.token)

    @property
    def user_id(self) -> str:
        """The user as the service calls it; empty when it never said, or gave a token for an id."""
        kept = "" if self.profile.token or not self.identity else self.identity.user_id
        known = kept or (self.talk.user_id if self.talk else "")
        return "" if known.startswith("nmv_usr_") else known

    @property
    def session(self) -> Talk:
        """The open session; every flow that needs one opens it first."""
        assert self.talk is not None
        return self.talk

    def request(
        self,
        operation: str,
        *,
        json: Mapping[str, Any] | None = None,
        sources: tuple[Source, ...] = (),
        accept: str = "application/json",
        **parts: str,
    ) -> Request:
        """A request for one of the contract's operations; ``parts`` fill in its path."""
        endpoint = ENDPOINTS[operation]
        url = self.profile.api + endpoint.url(**parts)
        secret = endpoint.scope is not None
        return Request(
            operation=operation,
            method=endpoint.method,
            url=url,
            headers=self.headers(url, secret=secret) | {"Accept": accept},
            json=json,
            sources=sources,
        )

    def headers(self, url: str, *, secret: bool = True) -> dict[str, str]:
        """C-ATTR-1: attribution and Authorization to the API's own origin, neither elsewhere."""
        agent = {"User-Agent": self.profile.agent, "Accept-Encoding": "identity"}
        if not same_origin(url, self.profile.api):
            return agent
        agent |= self.profile.attribution.headers()
        return agent | {"Authorization": f"Bearer {self.token}"} if secret else agent
