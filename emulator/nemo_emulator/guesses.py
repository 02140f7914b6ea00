"""Every default that is a guess or a choice between sources, and why it is what it is. Pure data.

``docs/deviations.md`` is made of this and of the contract's catalogue.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Guess:
    """A setting, by its name with dots, and what is known of it."""

    setting: str
    known: str
    why: str


DISPUTED: Final = (
    Guess(
        "style",
        "The skill document lists three-digit and four-digit codes in one table and says nothing "
        "of how they travel.",
        "Its examples read codes from bodies; a client must handle both styles (C-ERR-3).",
    ),
    Guess(
        "dialect",
        "The public texts show events told apart by `type`; the body of `/run_sse` is that of "
        "Google's Agent Development Kit, whose server writes other events.",
        "Nobody has published a recorded stream. The texts are about this very service.",
    ),
    Guess(
        "render_shape",
        "The skill document and most public texts read `taskId` and `output.url`; one revision and "
        "the vendor's command line read `success` and `data.outputUrl`.",
        "Both at once serves clients of either kind.",
    ),
    Guess(
        "same_render_id_returns_job",
        "Ids are to be unique; what happens to a repeated one is not said.",
        "Refused with 409, so that a client notices that it repeats itself (C-EXP-2).",
    ),
    Guess(
        "abort_on_disconnect",
        "Work is said to go on when a stream drops; the kit's stock server cancels it.",
        "The rules for recovery presume that it goes on.",
    ),
    Guess(
        "limits.tokens_per_address",
        "Ten tokens to an address in seven days; the oldest text has five in an hour.",
        "Off: all local callers share one address.",
    ),
    Guess(
        "limits.address_days",
        "Seven days; an hour in the oldest text.",
        "The newer text.",
    ),
    Guess(
        "limits.token_days",
        "Seven days; the oldest texts have tokens that last for ever.",
        "The skill document.",
    ),
    Guess(
        "limits.upload",
        "“200 MB”, which may be 200,000,000 bytes or 209,715,200.",
        "The larger: a file that the service takes is not refused here.",
    ),
)
"""Where the sources disagree, or leave two readings."""

GUESSED: Final = (
    Guess("limits.one_token_per_client", "One token per client id in seven days.", "As said."),
    Guess("limits.requests_per_second", "429 is documented, its limit is not.", "Off."),
    Guess("limits.url_days", "Links are said to expire, not when.", "As long as a token."),
    Guess("limits.renders_at_once", "Not said.", "One: ffmpeg uses every core."),
    Guess("limits.body", "Not said.", "Far above any draft that a client sends."),
    Guess("limits.message", "Not said.", "Far above any message that a person types."),
    Guess("limits.segments", "Not said.", "Beyond it a render would keep this machine busy."),
    Guess("prices.grant", "100 credits come with an anonymous token.", "As said."),
    Guess("prices.edit", "About 50 for a session.", "As said; taken with the first edit."),
    Guess("prices.generation", "About 100 for a clip.", "As said."),
    Guess("prices.message", "Answers cost nothing that anybody has written of.", "Free."),
    Guess("habits.silent_share", "“About 30 %” of edits close without text.", "As said."),
    Guess("habits.noise_share", "“Temporary issue” texts come at times.", "Often enough to meet."),
    Guess("habits.gui_share", "The agent speaks as if there were a screen.", "Often enough."),
    Guess("habits.gui_place", "Not said.", "After the answer, or in the next paragraph."),
    Guess("habits.heartbeat_s", "Heartbeats come, not said how often.", "Some in each edit."),
    Guess(
        "habits.heartbeat_shape", "Events, comments and empty lines are all seen.", "Any of them."
    ),
    Guess("habits.two_stage_share", "Clips come with music and a title at times.", "Always."),
    Guess("pace", "Edits take 10 to 30 s, clips 100 to 300 s, exports 30 to 90 s.", "A tenth."),
)
"""What one source says about, or none says at all."""

LOCAL: Final = frozenset(
    {
        *("data", "revision", "seed", "snapshot_every", "fetch_from", "control_anywhere"),
        *("control_token", "public_url", "web_url", "faults", "brain", "brain_token"),
    }
)
"""What only an emulator has."""

DEVIATIONS: Final = (
    "Videos are made on this machine from the draft, by our own compositor and ffmpeg. Generated "
    "clips are animations, not films of a model.",
    "The agent understands messages by rules, in English and Chinese, or by a language model that "
    "is named with `--brain`; it says other words than the service's.",
    "Uploads and renders lie at signed addresses of the emulator itself, not of a storage service. "
    "An ETag is the SHA-256 of the file.",
    "Malformed bodies are refused with 422, unknown paths with 404, wrong methods with 405, each "
    "in the envelope, because 400 is taken by the missing client id.",
    "Attribution headers are demanded on the export only; their lack elsewhere is in the journal.",
    "A token that lacks the scope for a request answers as one that is worthless, 1001.",
    "The token that follows an expired one of the same client id brings the grant again.",
    "Render ids are unique to an account, so that a refusal tells nobody what others chose.",
    "A cancelled render is `failed` with the error “The render was cancelled.”",
    "In the dialect `adk` every tool call has a thought before it, and `video_generate` is the one "
    "long-running tool.",
    "`/__nemo`, `/r/NAME` and `/openapi.json` are the emulator's own.",
)
"""What the emulator does otherwise than the service, on purpose, or does where nothing is said."""
