"""The pytest plugin."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"fastapi", "hypothesis", "numpy", "httpx", "typer", "rich", "pydantic", "nemo_contract"}
FAKE = f"{sys.executable} {Path(__file__).with_name('fake_driver.py')}"
pytest_plugins = ["pytester"]


def test_the_plugin_is_light() -> None:
    """Loading it imports none of what the kit needs for its work."""
    script = "import sys, nemo_conformance.pytest_plugin; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert HEAVY.isdisjoint(done.stdout.decode().split())


def test_a_test_may_say_which_requirement_it_proves(pytester: pytest.Pytester) -> None:
    """The marker is known, also to a strict run."""
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.nemo_requirement("C-SSE-6", "C-ERR-4")
        def test_it(): ...

        def test_that(): ...
        """
    )

    pytester.runpytest("--strict-markers").assert_outcomes(passed=2)


def test_an_unknown_requirement_stops_the_run(pytester: pytest.Pytester) -> None:
    """A test for a rule that does not exist would prove nothing."""
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.nemo_requirement("C-SSE-99")
        def test_it(): ...
        """
    )

    result = pytester.runpytest()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*test_it is marked nemo_requirement: There is no*C-SSE-99*"])


def test_every_rule_is_a_test(pytester: pytest.Pytester) -> None:
    """What a client breaks fails with its story; what it cannot do is skipped."""
    words = ("--nemo-client", f"{FAKE} works", "--nemo-only", "C-AUTH-5,C-SESS-3")

    result = pytester.runpytest(*words, "-rs")

    result.assert_outcomes(skipped=2)
    result.stdout.fnmatch_lines(["*unsupported*session was requested*"])


def test_a_broken_rule_fails_with_its_story(pytester: pytest.Pytester) -> None:
    """With what happened and what was expected, and without a traceback."""
    words = ("--nemo-client", f"{FAKE} strays", "--nemo-only", "C-ATTR-1")

    result = pytester.runpytest(*words)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*FAIL C-ATTR-1*", "*Expected: *"])


def test_a_driver_that_is_none_fails_with_the_reason(pytester: pytest.Pytester) -> None:
    """And no rule is blamed."""
    words = ("--nemo-client", f"{FAKE} crashes", "--nemo-only", "C-ATTR-1")

    result = pytester.runpytest(*words)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*ended with exit code 7*"])


def test_tests_of_ones_own_get_an_emulator_and_the_client(pytester: pytest.Pytester) -> None:
    """And are run for each rule if they ask for it."""
    pytester.makepyfile(
        """
        from urllib.request import urlopen

        def test_emulator(nemo):
            assert urlopen(nemo.url + "/__nemo/health").status == 200
            assert nemo.requests() == []

        def test_rule(nemo_rule, nemo_client_driver):
            assert nemo_client_driver.verdict(nemo_rule).status == "fail"
            assert "elsewhere" not in nemo_rule
        """
    )
    words = ("--nemo-client", f"{FAKE} strays", "--nemo-only", "C-ATTR-1")

    pytester.runpytest(*words).assert_outcomes(passed=2, failed=1)


def test_without_a_client_its_tests_are_skipped(pytester: pytest.Pytester) -> None:
    """With what to say."""
    pytester.makepyfile("def test_it(nemo_client_driver): ...")

    result = pytester.runpytest("-rs")

    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*--nemo-client*"])
