"""Places where the documents are ambiguous, and how the project reads them (contract.md 4)."""

from typing import Final

from nemo_contract.requirement import Reading

READINGS: Final = (
    Reading(
        "recovery ladder: 30 s + 4×60 s = 270 s, the text says 5 min",
        "at least 5 unchanged queries; 270–330 s both pass",
        ("C-SSE-7",),
    ),
    Reading(
        "429 advice against a 7-day limit",
        "two scenarios: it clears (the retry succeeds), it persists (exactly two attempts, then "
        "report)",
        ("C-ERR-2", "S-LIM-1"),
    ),
    Reading(
        "429 on other endpoints than token issue",
        "same rule, level SHOULD",
        ("C-ERR-2",),
    ),
    Reading(
        '"never re-send" against "offer retry"',
        "a re-send is legal only after the user's recorded consent",
        ("C-SSE-6", "C-SSE-7"),
    ),
    Reading(
        "10 min of heartbeats against a 15 min cap",
        "600 s is the lower bound to give up, 900 s the upper",
        ("C-SSE-8",),
    ),
    Reading(
        "poll cap 10×30 s",
        "stop and report; no new render without a reported failure",
        ("C-EXP-3", "C-EXP-4"),
    ),
    Reading(
        '"200 MB"',
        "from 200,000,000 to 209,715,200 bytes a client may refuse or send; both pass",
        ("C-UP-1", "S-UP-9"),
    ),
)
