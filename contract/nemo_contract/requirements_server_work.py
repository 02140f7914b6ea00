"""What a server promises about messages, uploads, credits and state (contract.md 2.4 to 2.7)."""

from typing import Final

from nemo_contract.exposure import Exposure
from nemo_contract.requirement import Level, Requirement, Tier, kit, pub, seed

STREAMS: Final = (
    Requirement(
        "S-SSE-1",
        Level.MUST,
        seed("2.4", "Cloud Render Pipeline Details"),
        'a POST of `{"app_name":"nemo_agent","user_id":"me","session_id":…,"new_message":'
        '{"parts":[{"text":…}]}}` (all snake_case) with `Accept: text/event-stream` is answered '
        "with an event stream",
        (Exposure.MESSAGE_SENT,),
    ),
    Requirement(
        "S-SSE-2",
        Level.MUST,
        seed("2.4", "Reading the SSE Stream"),
        "the stream carries text, tool calls, tool results, heartbeats and empty `data:` lines",
        (Exposure.STREAM_ENDED,),
    ),
    Requirement(
        "S-SSE-3",
        Level.MUST,
        pub("2.4", "API reference: SSE Stream Format"),
        "the stream ends by closing: there is no terminal event",
        (Exposure.STREAM_ENDED,),
    ),
    Requirement(
        "S-SSE-4",
        Level.MUST,
        seed("2.4", "Cloud Render Pipeline Details"),
        "a stream lasts at most 15 minutes",
        (Exposure.STREAM_ENDED,),
        tier=Tier.COOPERATIVE,
    ),
    Requirement(
        "S-SSE-5",
        Level.SHOULD,
        pub("2.4", "SSE Handling"),
        "a text answer takes 5-15 s, an edit 10-30 s, a generation 100-300 s",
        (Exposure.STREAM_ENDED,),
        tier=Tier.COOPERATIVE,
        excluded="a usual length is no bound: a single turn outside it breaks nothing",
    ),
    Requirement(
        "S-SSE-6",
        Level.MAY,
        seed("2.4", "Reading the SSE Stream"),
        "close about 30 % of edits without any text although the edit was made",
        (Exposure.EDIT_DONE,),
        excluded="a share of all edits cannot be seen in one run; S-SSE-7 judges each silent one",
    ),
    Requirement(
        "S-SSE-7",
        Level.MUST,
        seed("2.4", "Reading the SSE Stream"),
        "the state shows an edit that was made, also when its stream closed without any text",
        (Exposure.EDIT_DONE, Exposure.STREAM_SILENT, Exposure.STATE_READ),
    ),
    Requirement(
        "S-SSE-8",
        Level.MUST,
        pub("2.4", "SSE Disconnect Recovery"),
        "work goes on after its client has gone away, unless the server was told to stop it",
        (Exposure.WORK_CONTINUES, Exposure.STREAM_LEFT),
    ),
    Requirement(
        "S-SSE-9",
        Level.MUST,
        pub("2.4", "SSE Handling"),
        "the credits of work whose client has gone away are charged once",
        (Exposure.WORK_CONTINUES, Exposure.STREAM_LEFT, Exposure.CREDITS_READ),
    ),
    Requirement(
        "S-SSE-10",
        Level.MAY,
        kit("2.4"),
        "stop the work when its client goes away (the switch `abort`)",
        (Exposure.WORK_ABORTS, Exposure.STREAM_LEFT),
    ),
    Requirement(
        "S-SSE-11",
        Level.MAY,
        pub("2.4", "SSE Handling"),
        'end normal answers with the text "I encountered a temporary issue…", which changes '
        "nothing of what was done",
        (Exposure.STREAM_NOISE, Exposure.STATE_READ),
    ),
    Requirement(
        "S-SSE-12",
        Level.MUST,
        kit("2.4"),
        "a stream comes with `Cache-Control: no-cache` and `X-Accel-Buffering: no`, chunked, on a "
        "connection that is kept alive",
        (Exposure.MESSAGE_SENT, Exposure.STREAM_ENDED),
    ),
    Requirement(
        "S-SSE-13",
        Level.MUST,
        pub("2.4", "API reference: SSE Stream Format"),
        "in the dialect `typed`, the default, a payload is `text` with `content`, `tool_call` with "
        "`name` and `args`, `tool_result` with `name` and `result`, `heartbeat`, or `error` with "
        "`code` and `message`",
        (Exposure.DIALECT_TYPED, Exposure.STREAM_ENDED),
    ),
    Requirement(
        "S-SSE-14",
        Level.MUST,
        pub("2.4", "API reference: SSE Stream Format"),
        "in the dialect `typed`, a text is a whole paragraph; an instruction is never split over "
        "events",
        (Exposure.DIALECT_TYPED, Exposure.STREAM_TEXT),
    ),
    Requirement(
        "S-SSE-15",
        Level.MUST,
        kit("2.4"),
        "in the dialect `adk`, a payload is an event of Google's Agent Development Kit: camelCase, "
        "`content.parts[].text | functionCall | functionResponse`, `partial`, `author`, "
        "`invocationId`, `id`, `timestamp`, `errorCode` and `errorMessage`",
        (Exposure.DIALECT_ADK, Exposure.STREAM_ENDED),
    ),
    Requirement(
        "S-SSE-16",
        Level.MUST,
        kit("2.4"),
        "in the dialect `adk`, partial texts are followed by their aggregate",
        (Exposure.DIALECT_ADK, Exposure.STREAM_TEXT),
    ),
)

UPLOADS: Final = (
    Requirement(
        "S-UP-1",
        Level.MUST,
        seed("2.5", "Cloud Render Pipeline Details"),
        "files come as multipart fields `files`, one or more in a request",
        (Exposure.UPLOAD_SENT,),
    ),
    Requirement(
        "S-UP-2",
        Level.MUST,
        seed("2.5", "Cloud Render Pipeline Details"),
        'or as JSON `{"urls":[…],"source_type":"url"}`',
        (Exposure.UPLOAD_SENT,),
    ),
    Requirement(
        "S-UP-3",
        Level.MUST,
        pub("2.5", "API reference: Endpoints"),
        "each of `files[]` in the reply has `filename`, `file_type` (video, image or audio), "
        "`cdn_url`, `duration` (s), `width`, `height`, `fps` and `hash`",
        (Exposure.UPLOAD_SENT,),
    ),
    Requirement(
        "S-UP-4",
        Level.MUST,
        pub("2.5", "API reference: Endpoints"),
        "the reply has `session_state_applied: true`",
        (Exposure.UPLOAD_SENT,),
    ),
    Requirement(
        "S-UP-5",
        Level.MUST,
        seed("2.5", "Cloud Render Pipeline Details"),
        "mp4, mov, avi, webm, mkv, jpg (jpeg), png, gif, webp, mp3, wav, m4a and aac are accepted",
        (Exposure.UPLOAD_SENT,),
    ),
    Requirement(
        "S-UP-6",
        Level.MUST,
        kit("2.5"),
        "the type of a file is judged by its content, not by its name",
        (Exposure.MISNAMED_FILE_SENT,),
    ),
    Requirement(
        "S-UP-7",
        Level.MUST,
        kit("2.5"),
        "one bad file refuses the whole request, and nothing of it is stored",
        (Exposure.MIXED_FILES_SENT, Exposure.STATE_READ),
    ),
    Requirement(
        "S-UP-8",
        Level.MUST,
        seed("1", "Error Codes"),
        "a file of an unsupported type answers 4001",
        (Exposure.BAD_FILE_SENT,),
    ),
    Requirement(
        "S-UP-9",
        Level.MUST,
        seed("1", "Error Codes"),
        "a file over 200 MB (209,715,200 bytes) answers 4002",
        (Exposure.BIG_FILE_SENT,),
    ),
)

CREDITS: Final = (
    Requirement(
        "S-CRED-1",
        Level.MUST,
        seed("2.6", "Cloud Render Pipeline Details"),
        "the balance has `available`, `frozen` and `total`",
        (Exposure.CREDITS_READ,),
    ),
    Requirement(
        "S-CRED-2",
        Level.MUST,
        pub("2.6", "API reference: Endpoints"),
        "`total` is `available` + `frozen`",
        (Exposure.CREDITS_READ,),
    ),
    Requirement(
        "S-CRED-3",
        Level.MUST,
        pub("2.6", "Credits"),
        "`frozen` is what running work has reserved",
        (Exposure.WORK_RUNNING,),
    ),
    Requirement(
        "S-CRED-4",
        Level.MUST,
        kit("2.6"),
        "what was reserved is captured when the work succeeds",
        (Exposure.WORK_DONE, Exposure.CREDITS_READ),
    ),
    Requirement(
        "S-CRED-5",
        Level.MUST,
        kit("2.6"),
        "what was reserved is released when the work fails or is cancelled",
        (Exposure.WORK_FAILED, Exposure.CREDITS_READ),
    ),
    Requirement(
        "S-CRED-6",
        Level.SHOULD,
        pub("2.6", "Version & Scopes"),
        "generating a clip costs about 100 credits",
        (Exposure.GENERATION_DONE, Exposure.CREDITS_READ),
    ),
    Requirement(
        "S-CRED-7",
        Level.SHOULD,
        pub("2.6", "Version & Scopes"),
        "editing costs about 50 credits a session, taken with the session's first edit",
        (Exposure.EDIT_DONE, Exposure.CREDITS_READ),
    ),
    Requirement(
        "S-CRED-8",
        Level.MUST,
        seed("2.9", "Cloud Render Pipeline Details"),
        "an export costs nothing",
        (Exposure.RENDER_ENDED, Exposure.CREDITS_READ),
    ),
    Requirement(
        "S-CRED-9",
        Level.MUST,
        kit("2.6"),
        "a slideshow from uploads is an edit; only clips made without uploads are generation",
        (Exposure.EDIT_DONE, Exposure.GENERATION_DONE, Exposure.CREDITS_READ),
    ),
    Requirement(
        "S-CRED-10",
        Level.MUST,
        kit("2.6"),
        "every executed turn is a row of the ledger, amount 0 included",
        (Exposure.LEDGER_SHOWN, Exposure.STREAM_ENDED),
    ),
    Requirement(
        "S-CRED-11",
        Level.MUST,
        kit("2.6"),
        "the price plan and the grant are settings of the emulator",
        (Exposure.PRICES_SET, Exposure.CREDITS_READ),
    ),
    Requirement(
        "S-CRED-12",
        Level.MUST,
        seed("1", "Error Codes"),
        "a message for whose work the credits do not suffice answers 2001",
        (Exposure.NO_CREDITS_LEFT,),
    ),
)

STATES: Final = (
    Requirement(
        "S-STATE-1",
        Level.MUST,
        pub("2.7", "Query State"),
        "the latest state has `session_id`, `task_id`, `task_name`, `user_id` and `state`",
        (Exposure.STATE_READ,),
    ),
    Requirement(
        "S-STATE-2",
        Level.MUST,
        seed("2.7", "Cloud Render Pipeline Details"),
        "`state` has `draft`, `video_infos[]`, `canvas_config`, `generated_media[]` and "
        "`video_analyses`",
        (Exposure.STATE_READ,),
    ),
    Requirement(
        "S-STATE-3",
        Level.MUST,
        pub("2.7", "API reference: Endpoints"),
        "`canvas_config` has `width`, `height`, `ratio` and `fps`",
        (Exposure.STATE_READ,),
    ),
)

WORK: Final = (*STREAMS, *UPLOADS, *CREDITS, *STATES)
