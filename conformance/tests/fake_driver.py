"""A driver that does what its first argument says; run as a program by the driver tests."""

import json
import sys
import time


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
                say(type="started", run=order["run"])
            case "do":
                work(how, order)
            case "stop":
                say(type="stopped", run=order["run"])
            case "bye":
                return


if __name__ == "__main__":
    main(sys.argv[1])
