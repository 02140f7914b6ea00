"""Gets a file from an address that a stranger gave, and goes nowhere else (contract.md 2.5).

Each name is resolved once, every address it has is checked, and the connection goes to the address
that was checked. The same again after every redirect. No proxies, no credentials, no compression.
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final, TypeAlias

from nemo_emulator.addresses import Network, reachable
from nemo_emulator.arrivals import LIMIT, Unfetchable, display_name, too_large
from nemo_emulator.blobs import BlobWriter

if TYPE_CHECKING:
    import httpx

Resolver: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port in, numeric addresses out; raises ``OSError`` when there are none."""

_HEADERS: Final = {"User-Agent": "nemulator", "Accept": "*/*", "Accept-Encoding": "identity"}
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
_PORTS: Final = {"http": 80, "https": 443}
_SECRETS: Final = re.compile(r"(?<=//)[^/?#]*@|[?#].*", re.DOTALL)
_CHUNK: Final = 1 << 16


async def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebFetcher:
    """Fetches over http and https.

    ``allow`` opens networks that are otherwise out of reach, such as loopback for a test;
    ``limit`` is in bytes, ``seconds`` of real time for all of one file.
    """

    allow: Sequence[Network] = ()
    limit: int = LIMIT
    seconds: float = 60.0
    redirects: int = 5
    resolver: Resolver = resolve

    async def fetch(self, url: str, into: BlobWriter) -> str:
        """Write the file ``into`` and give its name for display. Raises ``UploadError``."""
        import httpx  # noqa: PLC0415 - 70 ms that a server without such uploads need not spend

        try:
            async with (
                asyncio.timeout(self.seconds),
                httpx.AsyncClient(trust_env=False, timeout=None) as client,  # noqa: S113 - one above
            ):
                return await self._follow(client, httpx.URL(url), into)
        except TimeoutError as error:
            raise _unfetchable(url, f"took longer than {self.seconds:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _unfetchable(url, "cannot be fetched") from error

    async def _follow(self, client: "httpx.AsyncClient", url: "httpx.URL", into: BlobWriter) -> str:
        name = display_name(url.path)
        for _ in range(1 + self.redirects):
            request = await self._pinned(client, url)
            response = await client.send(request, stream=True)
            try:
                if response.status_code not in _REDIRECTS:
                    await self._save(response, url, into, name)
                    return name
                url = url.join(response.headers.get("Location", ""))
            finally:
                await response.aclose()
        raise _unfetchable(url, f"lies behind more than {self.redirects} redirects")

    async def _pinned(self, client: "httpx.AsyncClient", url: "httpx.URL") -> "httpx.Request":
        """A request that goes to the checked address, whatever the name means a moment later."""
        addresses = await self._addresses(url)
        chosen = min(addresses, key=lambda each: ip_address(each).version)
        return client.build_request(
            "GET",
            url.copy_with(host=chosen, fragment=None),
            headers=_HEADERS | {"Host": url.netloc.decode("ascii")},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )

    async def _addresses(self, url: "httpx.URL") -> Sequence[str]:
        if url.scheme not in _PORTS or not url.host or url.userinfo:
            raise _unfetchable(url, "is not http:// or https:// with a host and nothing before it")
        try:
            addresses = await self.resolver(url.host, url.port or _PORTS[url.scheme])
        except (OSError, UnicodeError) as error:
            raise _unfetchable(url, "has a host that nobody knows") from error
        if not addresses or not all(reachable(each, self.allow) for each in addresses):
            raise _unfetchable(url, "leads to an address that is not public (see --fetch-from)")
        return addresses

    async def _save(
        self, response: "httpx.Response", url: "httpx.URL", into: BlobWriter, name: str
    ) -> None:
        if response.status_code != 200:
            raise _unfetchable(url, f"answers with status {response.status_code}")
        promised = response.headers.get("Content-Length", "0")
        if promised.isdecimal() and int(promised) > self.limit:
            raise too_large(name, self.limit)
        async for chunk in response.aiter_raw(_CHUNK):
            if into.size + len(chunk) > self.limit:
                raise too_large(name, self.limit)
            into.write(chunk)


def _unfetchable(url: "httpx.URL | str", reason: str) -> Unfetchable:
    """The address is told without what may be secret in it: passwords, signatures."""
    plain = _SECRETS.sub("", str(url))
    return Unfetchable(f"{plain[:200]} {reason}; send the file itself.")
