"""The carriers, each against a tiny driver that behaves or does not."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread, Timer
from typing import Any, ClassVar

import pytest

from nemo_conformance.clock import real_seconds
from nemo_conformance.driver.orders import Answer, ClockOffer, Connect, Say, Start
from nemo_conformance.driver.reports import Ask, Errored, Report, Result, Shown
from nemo_conformance.driver.words import ClockMode, Consent
from nemo_conformance.drivers import (
    CommandDriver,
    Driver,
    DriverGone,
    LocalDriver,
    NoDriver,
    StdioDriver,
    WebDriver,
)
from nemo_conformance.processes import CannotStart

FAKE = Path(__file__).with_name("fake_driver.py")
CONNECT = Connect(type="do", run="r1", n=1, op="connect")
HELLO = Say(type="do", run="r1", n=2, op="say", text="hello")


def start(run: str = "r1") -> Start:
    return Start(
        type="start",
        run=run,
        base_url="http://127.0.0.1:1",
        web_url="http://127.0.0.1:2",
        home="/tmp/home",
        install_path="/tmp/home/SKILL.md",
        clock=ClockOffer(mode=ClockMode.REAL),
        consent=Consent.ALWAYS,
    )


class Notes:
    """An ear that writes down what it hears."""

    def __init__(self) -> None:
        self.heard: list[Report] = []
        self.begun: list[int] = []
        self.lines: list[tuple[str, str]] = []

    def begins(self, n: int) -> None:
        self.begun.append(n)

    def hears(self, report: Report) -> Answer | None:
        self.heard.append(report)
        match report:
            case Ask(run=run, n=n):
                return Answer(type="answer", run=run, n=n, yes=True)
        return None

    def overhears(self, line: str, where: str) -> None:
        self.lines.append((where, line))

    def active_at(self) -> float:
        return 0.0

    @property
    def shown(self) -> list[str]:
        return [one.text for one in self.heard if isinstance(one, Shown)]

    @property
    def ends(self) -> list[str]:
        return [str(one.outcome) for one in self.heard if isinstance(one, Result)]


@contextmanager
def stdio(how: str, **options: Any) -> Iterator[Driver]:
    driver = StdioDriver([sys.executable, str(FAKE), how], version="0", **options)
    try:
        yield driver
    finally:
        driver.close()


def test_one_process_serves_many_runs() -> None:
    """Each run is started, told its wishes one by one, and stopped."""
    ear = Notes()

    with stdio("works") as driver:
        driver.run(start(), [CONNECT, HELLO], ear)
        driver.run(start(), [CONNECT], ear)

    assert ear.begun == [1, 2, 1]
    assert ear.ends == ["done", "done", "done"]
    assert ear.shown[0] == "doing connect 海滩"


def test_a_driver_introduces_itself() -> None:
    """Capabilities and clocks come with the hello."""
    with stdio("works") as driver:
        assert driver.hello.client.name == "fake"
        assert {str(one) for one in driver.hello.can} == {"chat", "connect"}


def test_the_user_answers_what_is_asked() -> None:
    """The driver gets the answer while its wish goes on."""
    ear = Notes()

    with stdio("asks") as driver:
        driver.run(start(), [CONNECT], ear)

    assert ear.shown[-1] == "answer True"


def test_everything_said_is_heard_before_the_run_is_over() -> None:
    """Nothing is left in the pipe."""
    with stdio("works") as driver:
        driver.run(start(), [CONNECT], Notes())

        assert not driver.unheard()


def test_a_driver_that_crashes_at_once_is_no_driver() -> None:
    """A harness error, with its exit code, not a verdict."""
    with pytest.raises(NoDriver, match="exit code 7"):
        StdioDriver([sys.executable, str(FAKE), "crashes"], version="0")


def test_a_command_that_is_not_there_is_named() -> None:
    """And the user is told to look at PATH."""
    with pytest.raises(CannotStart, match="PATH"):
        StdioDriver(["no-such-driver"], version="0")


def test_a_driver_that_dies_leaves_its_last_words() -> None:
    """They are its stderr."""
    with stdio("dies") as driver, pytest.raises(DriverGone, match="KeyError: 'data'"):
        driver.run(start(), [CONNECT], Notes())


def test_a_wish_in_which_nothing_moves_is_errored() -> None:
    """After 30 real seconds; here after less."""
    ear = Notes()

    with stdio("hangs", patience=0.3) as driver:
        with pytest.raises(DriverGone, match="no message"):
            driver.run(start(), [CONNECT], ear)
        driver._program.kill()  # type: ignore[attr-defined]

    assert isinstance(ear.heard[-1], Errored)


def test_any_other_line_on_stdout_is_an_error() -> None:
    """Only messages belong there."""
    with stdio("prints") as driver, pytest.raises(NoDriver, match="debug"):
        driver.run(start(), [CONNECT], Notes())


def test_other_lines_may_be_let_pass_and_are_searched_all_the_same() -> None:
    """A secret in them is still seen."""
    ear = Notes()

    with stdio("prints", lenient=True) as driver:
        driver.run(start(), [CONNECT], ear)

    assert ("stdout", "debug: nothing to see") in ear.lines
    assert ear.ends == ["done"]


def test_a_client_that_breaks_says_so() -> None:
    """``errored`` ends a wish like a result."""
    ear = Notes()

    with stdio("errs") as driver:
        driver.run(start(), [CONNECT], ear)

    assert [one.message for one in ear.heard if isinstance(one, Errored)] == ["ValueError: no"]


PROGRAM = """
import json, os, sys
print("for", os.environ["NEMO_API_URL"], os.environ["HOME"], os.environ["NEMO_CONSENT"])
print(*(one["op"] for one in json.loads(os.environ["NEMO_DRIVER_INTENTS"])))
print("note", file=sys.stderr)
sys.exit({code})
"""


def command(code: int) -> CommandDriver:
    return CommandDriver([sys.executable, "-c", PROGRAM.replace("{code}", str(code))])


@pytest.mark.parametrize(("code", "outcome"), [(0, "done"), (1, "failed"), (89, "unsupported")])
def test_a_commands_exit_code_is_its_result(code: int, outcome: str) -> None:
    """0 done, 1 failed, 89 unsupported, for all its wishes."""
    ear = Notes()

    command(code).run(start(), [CONNECT, HELLO], ear)

    assert ear.ends == [outcome, outcome]
    assert ear.shown == ["for http://127.0.0.1:1 /tmp/home always", "connect say"]
    assert ("stderr", "note") in ear.lines


def test_any_other_exit_code_is_a_breakdown() -> None:
    """With what stood on stderr."""
    ear = Notes()

    command(3).run(start(), [CONNECT], ear)

    assert [one.message for one in ear.heard if isinstance(one, Errored)] == ["exit code 3: note"]


def test_a_command_that_hangs_is_ended() -> None:
    """It does not survive its run."""
    driver = CommandDriver([sys.executable, "-c", "import time; time.sleep(60)"], patience=0.3)
    began = real_seconds()

    with pytest.raises(DriverGone):
        driver.run(start(), [CONNECT], Notes())

    assert real_seconds() - began < 20


class Client:
    """A client in this process."""

    def __init__(self, how: str = "works") -> None:
        self.how = how

    def hello(self) -> dict[str, Any]:
        return {"type": "hello", "protocol": "nemo-driver/1", "client": {"name": "here"}}

    def start(self, order: dict[str, Any], clock: Any) -> None:
        self.now = clock.now()

    def do(self, order: dict[str, Any], tell: Any) -> None:
        here = {"run": order["run"], "n": order["n"]}
        if self.how == "raises":
            raise KeyError("data")
        answer = tell({"type": "ask", "question": "resend", **here})
        tell({"type": "shown", "text": f"{answer['yes']} at {self.now:g}", **here})
        if self.how == "works":
            tell({"type": "result", "outcome": "done", **here})

    def stop(self, order: dict[str, Any]) -> None:
        self.stopped = order["run"]


class Still:
    """A clock that stands."""

    def now(self) -> float:
        return 5.0

    def wait(self, until: float, *, seen: int = 0, waiter: str = "") -> float:
        return until

    def done(self, waiter: str = "") -> float:
        return 5.0


def local(how: str) -> tuple[Notes, Client]:
    ear, client = Notes(), Client(how)
    LocalDriver(client, lambda run: Still()).run(start(), [CONNECT], ear)
    return ear, client


def test_a_client_in_this_process_speaks_the_same_messages() -> None:
    """As dicts, on the run's clock."""
    ear, client = local("works")

    assert ear.shown == ["True at 5"]
    assert ear.ends == ["done"]
    assert client.stopped == "r1"


@pytest.mark.parametrize(
    ("how", "message"),
    [("raises", "KeyError: 'data'"), ("forgets", "do() came back without a result")],
)
def test_a_client_that_raises_has_broken(how: str, message: str) -> None:
    """Also one that forgets to say how it ended."""
    ear, _ = local(how)

    assert [one.message for one in ear.heard if isinstance(one, Errored)] == [message]


class Service(BaseHTTPRequestHandler):
    """A driver as a web service; what a wish says is collected later."""

    later: ClassVar[list[dict[str, Any]]] = []
    orders: ClassVar[list[dict[str, Any]]] = []

    def do_GET(self) -> None:
        if self.path == "/":
            self._reply(200, Client().hello())
        else:
            self._reply(200, self.later[int(self.path.partition("=")[2]) :])

    def do_POST(self) -> None:
        order = json.loads(self.rfile.read(int(self.headers["content-length"])))
        type(self).orders.append(order)
        match order["type"]:
            case "start":
                self._reply(200, [{"type": "started", "run": order["run"]}])
            case "stop":
                self._reply(200, [{"type": "stopped", "run": order["run"]}])
            case "do":
                here = {"run": order["run"], "n": order["n"]}
                type(self).later += [
                    {"type": "shown", "text": "later", **here},
                    {"type": "ask", "question": "resend", **here},
                    {"type": "result", "outcome": "done", **here},
                ]
                self._reply(202, [])
            case _:
                self._reply(200, [])

    def _reply(self, status: int, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        """Quiet."""


@pytest.fixture
def service() -> Iterator[str]:
    Service.later, Service.orders = [], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_long_work_is_collected_from_the_service(service: str) -> None:
    """After a 202, in order, and what is asked is answered."""
    ear, driver = Notes(), WebDriver(service, version="0")

    driver.run(start(), [CONNECT], ear)
    driver.run(start(), [CONNECT], ear)
    driver.close()

    assert ear.shown == ["later", "later"]
    assert ear.ends == ["done", "done"]
    assert [one["type"] for one in Service.orders].count("answer") == 2


def test_a_service_that_is_not_there_is_no_driver() -> None:
    """The kit says which address did not answer."""
    with pytest.raises(NoDriver, match=r"127\.0\.0\.1:1"):
        WebDriver("http://127.0.0.1:1", version="0", patience=0.2)


def test_a_service_that_starts_beside_the_kit_is_waited_for() -> None:
    """It is bound, refuses for a while, and listens then."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service, bind_and_activate=False)
    server.server_bind()
    timer = Timer(0.3, server.server_activate)
    timer.start()
    thread = Thread(target=_served, args=(server, timer))
    thread.start()

    driver = WebDriver(f"http://127.0.0.1:{server.server_port}", version="0")

    assert driver.hello.type == "hello"
    driver.close()
    server.shutdown()
    thread.join()
    server.server_close()


def _served(server: ThreadingHTTPServer, timer: Timer) -> None:
    timer.join()
    server.serve_forever(poll_interval=0.01)
