"""What a request costs: an authenticated GET with journal, against a bare FastAPI GET."""

import json
import tempfile
from urllib.request import Request, urlopen

from bench.load import Served, request, rounds, served
from bench.table import publish, row

CREDITS = "/api/credits/balance/simple"


def token(server: Served) -> str:
    """A token of the running emulator."""
    asked = Request(
        f"http://127.0.0.1:{server.port}/api/auth/anonymous-token",
        method="POST",
        headers={"X-Client-Id": "00000000-0000-4000-8000-000000000001"},
    )
    with urlopen(asked) as reply:
        return str(json.load(reply)["data"]["token"])


def main() -> None:
    """Five interleaved rounds of both."""
    with (
        tempfile.TemporaryDirectory() as data,
        served("-m", "bench.bare", "PORT") as bare,
        served("-m", "nemo_emulator", "serve", "--port", "PORT", "--data-dir", data) as emulator,
    ):
        auth = {"Authorization": f"Bearer {token(emulator)}", "X-Skill-Source": "bench"}
        baseline, credits_, health = rounds(
            [
                (bare, request("GET", "/bare", {})),
                (emulator, request("GET", CREDITS, auth)),
                (emulator, request("GET", "/__nemo/health", {})),
            ]
        )
    publish(
        "api",
        [
            row("bare FastAPI GET", baseline, "us CPU", baseline),
            row("authenticated GET, journal on", credits_, "us CPU", baseline),
            row("control plane GET", health, "us CPU", baseline),
        ],
    )


if __name__ == "__main__":
    main()
