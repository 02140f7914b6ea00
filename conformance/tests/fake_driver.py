"""A driver that does what its first argument says; run as a program by the driver tests."""

import json
import os
import subprocess
import sys
import time
from urllib.request import ProxyHandler, Request, build_opener

BASE = ""
CLIENT = "6f1c1c52-0f0c-4b0e-9c55-9a3a7a1f0001"


def say(**message: object) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def hello(clock: tuple[str, ...] = ()) -> None:
    say(
        type="hello",
        protocol="nemo-driver/1",
        client={"name": "fake"},
        capabilities=["chat", "connect"],
        clock=clock,
    )


def token() -> str:
    """From the API itself, whatever proxies there are."""
    asked = Request(f"{BASE}/api/auth/anonymous-token", method="POST")
    asked.add_header("X-Client-Id", CLIENT)
    with build_opener(ProxyHandler({})).open(asked) as reply:
        return str(json.load(reply)["data"]["token"])


def strays() -> None:
    """Sends its token to another host, by the proxy."""
    asked = Request("http://elsewhere.test/film.mp4")
    asked.add_header("Authorization", f"Bearer {token()}")
    try:
        build_opener(ProxyHandler({"http": os.environ["HTTP_PROXY"]})).open(asked)
    except OSError:
        return


def blabs() -> None:
    """Gives its token to a program on the command line, which asks the API."""
    url = f"{BASE}/api/credits/balance/simple"
    script = f"from urllib.request import urlopen; urlopen({url!r})"
    subprocess.run([sys.executable, "-c", script, token()], check=False, capture_output=True)


def work(how: str, order: dict[str, object]) -> None:
    here = {"run": order["run"], "n": order["n"]}
    say(type="shown", text=f"doing {order['op']} 海滩", **here)
    match how:
        case "dies":
            sys.stderr.write("KeyError: 'data'\n")
            sys.exit(3)
        case "hangs":
            time.sleep(60)
        case "asks":
            say(type="ask", question="resend", **here)
            answer = json.loads(sys.stdin.readline())
            say(type="shown", text=f"answer {answer['yes']}", **here)
        case "strays":
            strays()
        case "blabs":
            blabs()
        case "prints":
            sys.stdout.write("debug: nothing to see\n")
        case "errs":
            say(type="errored", message="ValueError: no", **here)
            return
    say(type="result", outcome="done", reason=None, facts={}, **here)


def main(how: str) -> None:
    if how == "crashes":
        sys.exit(7)
    for line in sys.stdin:
        order = json.loads(line)
        match order["type"]:
            case "hello":
                hello()
            case "start":
                globals()["BASE"] = order["base_url"]
                say(type="started", run=order["run"])
            case "do":
                work(how, order)
            case "stop":
                say(type="stopped", run=order["run"])
            case "bye":
                return


if __name__ == "__main__":
    main(sys.argv[1])
