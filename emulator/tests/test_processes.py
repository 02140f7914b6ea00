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

import pytest

from nemo_emulator.processes import (
    ForkServer,
    ForkServerGone,
    Tool,
    ask,
    attached,
    end_all,
    run,
)

ROOT = Path(__file__).parents[2]
ECHO = "sys.stdout.write(sys.stdin.readline().upper()); sys.stdout.flush()"


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


async def served(code: str) -> ForkServer:
    """Forks do ``code``, which may use what the first line imports."""
    lines = ["import os, subprocess, sys, time", "from nemo_emulator.processes import serve_forks"]
    body = textwrap.indent(textwrap.dedent(code), "    ")
    return await ForkServer.start(
        python("\n".join([*lines, "def work():", body, "serve_forks(work)"]))
    )


def test_a_companion_is_spoken_with_by_lines() -> None:
    """One line there, one line back, and it ends well; so does the next one."""

    async def talk() -> list[tuple[list[str], int]]:
        forks, heard = await served(ECHO), []
        for word in ("hello", "again"):
            companion = await forks.fork()
            await companion.send(word)
            lines = [line async for line in companion.lines()]
            heard.append((lines, (await companion.wait()).code))
        await forks.close()
        return heard

    assert asyncio.run(talk()) == [(["HELLO"], 0), (["AGAIN"], 0)]


def test_a_companion_that_ended_can_still_be_spoken_to() -> None:
    """It no longer listens, and that is no error; its last words are kept."""

    async def talk() -> tuple[int, bytes]:
        forks = await served("print('bye', file=sys.stderr); os._exit(4)")
        companion = await forks.fork()
        while [line async for line in companion.lines()]:
            pass
        for _ in range(3):
            await companion.send("x" * 70_000)
        ended = await companion.wait()
        await forks.close()
        return ended.code, ended.err

    assert asyncio.run(talk()) == (4, b"bye\n")


def test_a_companion_that_breaks_says_where() -> None:
    """And leaves the server alone."""

    async def talk() -> tuple[int, bytes, int]:
        forks = await served("if sys.stdin.readline() == 'break\\n': raise ValueError('broken')")
        ends = []
        for word in ("break", "go on"):
            companion = await forks.fork()
            await companion.send(word)
            ends.append(await companion.wait())
        await forks.close()
        return ends[0].code, ends[0].err.splitlines()[-1], ends[1].code

    assert asyncio.run(talk()) == (1, b"ValueError: broken", 0)


BUSY = """
    child = subprocess.Popen(["sleep", "60"])
    print(child.pid, flush=True)
    time.sleep(60)
"""


def test_ending_a_companion_ends_what_it_started() -> None:
    """The whole group goes, by force; the server stays."""

    async def talk() -> tuple[int, int, int, bool]:
        forks = await served(BUSY)
        companion = await forks.fork()
        child = int(await anext(companion.lines()))
        ended = await companion.end()
        stays = alive(forks.pid)
        await forks.close()
        return companion.pid, child, ended.code, stays

    pid, child, code_of_end, stays = asyncio.run(talk())

    assert code_of_end == -signal.SIGKILL
    assert stays
    assert soon(lambda: not alive(pid) and not alive(child))


def test_what_a_companion_leaves_behind_is_ended() -> None:
    """Although it ended well itself."""

    async def talk() -> tuple[int, int]:
        forks = await served("print(subprocess.Popen(['sleep', '60'], stdout=2).pid, flush=True)")
        companion = await forks.fork()
        child = int(await anext(companion.lines()))
        ended = await companion.wait()
        await forks.close()
        return child, ended.code

    child, code = asyncio.run(talk())

    assert code == 0
    assert soon(lambda: not alive(child))


def test_a_companion_can_be_ended_the_moment_it_is_born() -> None:
    """Before it has done anything."""

    async def talk() -> list[int]:
        forks = await served("time.sleep(60)")
        codes = [(await (await forks.fork()).end()).code for _ in range(20)]
        await forks.close()
        return codes

    assert asyncio.run(talk()) == [-signal.SIGKILL] * 20


def test_whoever_is_cancelled_while_forking_leaves_no_companion() -> None:
    """The server goes on to serve."""

    async def talk() -> tuple[int, list[str]]:
        forks = await served(ECHO)
        asked = asyncio.create_task(forks.fork())
        await asyncio.sleep(0)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        left = len(children(forks.pid))
        companion = await forks.fork()
        await companion.send("still there")
        lines = [line async for line in companion.lines()]
        await companion.wait()
        await forks.close()
        return left, lines

    assert asyncio.run(talk()) == (0, ["STILL THERE"])


def children(parent: int) -> list[int]:
    """Processes that a process has, zombies too."""
    return [
        int(word) for word in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    ]


def test_a_killed_fork_server_is_told() -> None:
    """To who asks next; what it had forked goes on and can be ended."""

    async def talk() -> tuple[int, int, int]:
        forks = await served(BUSY)
        companion = await forks.fork()
        child = int(await anext(companion.lines()))
        os.kill(forks.pid, signal.SIGKILL)
        with pytest.raises(ForkServerGone) as gone:
            await forks.fork()
        assert alive(companion.pid)
        await companion.end()
        return companion.pid, child, gone.value.ended.code

    pid, child, code = asyncio.run(talk())

    assert code == -signal.SIGKILL
    assert soon(lambda: not alive(pid) and not alive(child))


def test_nothing_outlives_a_killed_parent(tmp_path: Path) -> None:
    """Not the server, not a companion, which says farewell, not what that has started."""
    farewell = tmp_path / "farewell"
    work = f"""
        from pathlib import Path
        from nemo_emulator.processes import Tool, end_with_input
        end_with_input(sys.stdin.buffer, lambda: Path({str(farewell)!r}).touch())
        tool = Tool(["sleep", "60"])
        print(os.getpid(), os.getppid(), tool.pid, flush=True)
        time.sleep(60)
    """
    parent = f"""
        import asyncio
        from emulator.tests.test_processes import served

        async def main():
            companion = await (await served({work!r})).fork()
            async for line in companion.lines():
                print(line, flush=True)

        asyncio.run(main())
    """
    with subprocess.Popen(python(parent), stdout=subprocess.PIPE, cwd=ROOT) as process:
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
