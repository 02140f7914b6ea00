"""Processes: how they are asked, fed and read, and that none outlives its purpose."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

from nemo_emulator.processes import Companion, Tool, ask, attached, end_all, run

ECHO = "import sys; sys.stdout.write(sys.stdin.readline().upper()); sys.stdout.flush()"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(code)]


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def soon(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


def test_a_question_is_answered() -> None:
    """With the code and what was written on both outputs."""
    ended = asyncio.run(ask(["sh", "-c", "echo out; echo err >&2; exit 3"], limit_s=9))

    assert (ended.code, ended.out, ended.err) == (3, b"out\n", b"err\n")


def test_a_question_has_its_time() -> None:
    """What does not end is killed."""
    ended = asyncio.run(ask(["sleep", "60"], limit_s=0.05))

    assert (ended.code, ended.err) == (-signal.SIGKILL, b"still running after 0.05 s")


def test_an_attached_command_gives_its_code() -> None:
    """It sees the environment it was given."""
    code = asyncio.run(
        attached(["/bin/sh", "-c", "exit $CODE"], env={"CODE": "7"}, stop=asyncio.Event())
    )

    assert code == 7


def test_a_companion_is_spoken_with_by_lines() -> None:
    """One line there, one line back, and it ends well."""

    async def talk() -> tuple[list[str], int]:
        companion = await Companion.start(python(ECHO))
        await companion.send("hello")
        lines = [line async for line in companion.lines()]
        return lines, (await companion.wait()).code

    assert asyncio.run(talk()) == (["HELLO"], 0)


def test_a_companion_that_ended_can_still_be_spoken_to() -> None:
    """It no longer listens, and that is no error; its last words are kept."""

    async def talk() -> tuple[int, bytes]:
        companion = await Companion.start(["sh", "-c", "echo bye >&2; exit 4"])
        while [line async for line in companion.lines()]:
            pass
        for _ in range(3):
            await companion.send("x" * 70_000)
        ended = await companion.wait()
        return ended.code, ended.err

    assert asyncio.run(talk()) == (4, b"bye\n")


def test_ending_a_companion_ends_what_it_started() -> None:
    """The whole group goes, by force."""
    code = """
        import subprocess, time
        child = subprocess.Popen(["sleep", "60"])
        print(child.pid, flush=True)
        time.sleep(60)
    """

    async def talk() -> tuple[int, int, int]:
        companion = await Companion.start(python(code))
        child = int(await anext(companion.lines()))
        ended = await companion.end()
        return companion.pid, child, ended.code

    pid, child, code_of_end = asyncio.run(talk())

    assert code_of_end == -signal.SIGKILL
    assert soon(lambda: not alive(pid) and not alive(child))


def test_a_companion_does_not_outlive_its_parent(tmp_path: Path) -> None:
    """Even when the parent is killed: its tools go too, after a last farewell."""
    farewell = tmp_path / "farewell"
    code = f"""
        import os, sys, time
        from pathlib import Path
        from nemo_emulator.processes import Tool, end_with_input
        end_with_input(sys.stdin.buffer, lambda: Path({str(farewell)!r}).touch())
        tool = Tool(["sleep", "60"])
        print(os.getpid(), tool.pid, flush=True)
        time.sleep(60)
    """
    parent = f"""
        import subprocess, sys, time
        words = [sys.executable, "-c", {textwrap.dedent(code)!r}]
        child = subprocess.Popen(words, stdin=subprocess.PIPE, start_new_session=True)
        time.sleep(60)
    """
    with subprocess.Popen(python(parent), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        pids = [int(word) for word in process.stdout.readline().split()]
        os.kill(process.pid, signal.SIGKILL)

        assert soon(lambda: not any(map(alive, pids)))
        assert farewell.exists()


def test_a_tool_is_fed_and_read() -> None:
    """In one context."""
    buffer = memoryview(bytearray(4))

    with Tool(["cat"], feeds=True, reads=True) as tool:
        fed = tool.write(b"abcdefgh")
        ended = tool.finish()

    assert fed
    assert (ended.code, ended.out) == (0, b"abcdefgh")
    with Tool(["printf", "abcdef"], reads=True) as tool:
        assert [tool.read_into(buffer), bytes(buffer)] == [True, b"abcd"]
        assert not tool.read_into(buffer)


def test_a_tool_that_stops_listening_says_so() -> None:
    """Writing to it is False, not an exception."""
    with Tool(["true"], feeds=True) as tool:
        while tool.write(b"x" * 100_000):
            pass

        assert tool.finish().code == 0


def test_a_tool_ends_with_its_context() -> None:
    """However long it would have taken."""
    with Tool(["sleep", "60"]) as tool:
        pid = tool.pid

    assert not alive(pid)


def test_all_tools_can_be_ended_at_once() -> None:
    """Those that run."""
    with Tool(["sleep", "60"]) as first, Tool(["sleep", "60"]) as second:
        end_all()

        assert [first.finish().code, second.finish().code] == [-signal.SIGKILL] * 2


def test_a_command_is_run_to_its_end() -> None:
    """Blocking, with what it said."""
    ended = run(["sh", "-c", "echo out; echo err >&2; exit 2"])

    assert (ended.code, ended.out, ended.err) == (2, b"out\n", b"err\n")
