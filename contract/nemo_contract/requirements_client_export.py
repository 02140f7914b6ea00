"""What a client must do with uploads, credits, exports and errors (contract.md 3)."""

from typing import Final

from nemo_contract.exposure import Exposure
from nemo_contract.requirement import Level, Requirement, kit, pub, seed

EXPORT: Final = (
    Requirement(
        "C-UP-1",
        Level.MUST,
        seed("3", "Error Codes"),
        "refuse locally what can be refused locally (missing file, unknown type, over 200 "
        "MB), else report 4001 / 4002 with the remedy",
        (Exposure.BAD_FILE_OFFERED, Exposure.RESULT_GIVEN),
    ),
    Requirement(
        "C-CRED-1",
        Level.MUST,
        seed("3", "Matching Input to Actions"),
        "answer credit questions from the endpoint, and never claim a failed export is a "
        "credit problem",
        (Exposure.CREDITS_WANTED, Exposure.API_REQUEST),
    ),
    Requirement(
        "C-CRED-2",
        Level.MUST,
        seed("3", "Error Codes"),
        "on 2001 give the anonymous user the registration link with `bind=<user_id>`, a "
        "registered user the top-up advice",
        (Exposure.CODE_2001,),
    ),
    Requirement(
        "C-EXP-1",
        Level.MUST,
        pub("3", "Export & Deliver"),
        "query the state first; without an exportable draft say so and submit nothing",
        (Exposure.EXPORT_WANTED, Exposure.API_REQUEST),
    ),
    Requirement(
        "C-EXP-2",
        Level.MUST,
        seed("3", "Cloud Render Pipeline Details"),
        "submit the draft unchanged, unknown keys included, with a fresh unique id and "
        "`sessionId` in camelCase",
        (Exposure.EXPORT_SUBMITTED,),
    ),
    Requirement(
        "C-EXP-3",
        Level.MUST,
        seed("3", "Cloud Render Pipeline Details"),
        "poll a render id no more often than every 30 s; stop at completed, failed, or 10 "
        "polls of that id. A poll refused with 1001 or 429 does not count; repeating it at "
        "once (1001) or at the next turn both pass",
        (Exposure.EXPORT_POLLED,),
    ),
    Requirement(
        "C-EXP-4",
        Level.MUST,
        pub("3", "Export & Deliver"),
        "on a failed job submit once more under a new id, then report. A submit that was "
        "refused may be repeated under the same or a new id",
        (Exposure.FAILURE_TOLD,),
    ),
    Requirement(
        "C-EXP-5",
        Level.MUST,
        pub("3", "Export & Deliver"),
        "download `output.url`; if that fails use the download endpoint; deliver a complete"
        " file, never a truncated one",
        (Exposure.COMPLETION_TOLD,),
    ),
    Requirement(
        "C-EXP-6",
        Level.SHOULD,
        pub("3", "Export & Deliver"),
        "report progress; give the claim link with the file",
        (Exposure.EXPORT_POLLED, Exposure.COMPLETION_TOLD),
    ),
    Requirement(
        "C-EXP-7",
        Level.SHOULD,
        kit("3"),
        "remember the render id before submitting, so that a restart can fetch the result",
        (Exposure.EXPORT_SUBMITTED, Exposure.RESTARTED),
    ),
    Requirement(
        "C-ERR-1",
        Level.MUST,
        seed("3", "Error Codes"),
        '402: plan or attribution, never "buy credits", and no retry (a sentence that '
        "denies a credit problem is fine)",
        (Exposure.CODE_402,),
    ),
    Requirement(
        "C-ERR-2",
        Level.MUST,
        seed("3", "Error Codes"),
        "429: wait at least 30 s, retry exactly once, then report",
        (Exposure.CODE_429,),
    ),
    Requirement(
        "C-ERR-3",
        Level.MUST,
        kit("3"),
        "handle code-in-200 and HTTP-status styles, and an unknown code or a non-JSON body,"
        " with a clear message and no crash",
        (Exposure.ODD_ERROR,),
    ),
    Requirement(
        "C-ERR-4",
        Level.MUST_NOT,
        kit("3"),
        "retry a request that is not safe to repeat (message, export submit) after a "
        "connection error without knowing that it did not arrive; a 5xx or a page of HTML "
        "on `/run_sse` leaves arrival unknown",
        (Exposure.CONNECTION_LOST,),
    ),
    Requirement(
        "C-ERR-5",
        Level.MUST,
        kit("3"),
        "the code in the body beats the HTTP status (402 carrying 2001 is about credits)",
        (Exposure.CODE_BESIDE_STATUS,),
    ),
    Requirement(
        "C-LIM-1",
        Level.SHOULD,
        pub("3", "Limitations"),
        "say what cannot be done: changing the aspect ratio regenerates; stock music "
        "instead of links to streaming services; slideshows instead of photo editing",
        (Exposure.IMPOSSIBLE_WANTED, Exposure.API_REQUEST),
    ),
)
