"""What a client must do with a stream and what it says (contract.md 3)."""

from typing import Final

from nemo_contract.exposure import Exposure
from nemo_contract.requirement import Level, Requirement, Tier, kit, pub, seed

STREAM: Final = (
    Requirement(
        "C-SSE-1",
        Level.MUST,
        pub("3", "API reference: SSE Stream Format"),
        "parse the stream by the WHATWG rules: any chunking, CR/LF/CRLF, comments, "
        "multi-line data, BOM, UTF-8 split across chunks",
        (Exposure.STREAM_FRAMED, Exposure.STREAM_TEXT),
    ),
    Requirement(
        "C-SSE-2",
        Level.MUST,
        seed("3", "Reading the SSE Stream"),
        'heartbeats, comments and empty data mean "still working": neither an error nor the end',
        (Exposure.STREAM_IDLE,),
    ),
    Requirement(
        "C-SSE-3",
        Level.SHOULD,
        seed("3", "Reading the SSE Stream"),
        'tell the user "still working" every 2 minutes, not more often',
        (Exposure.STREAM_LONG,),
        tier=Tier.COOPERATIVE,
    ),
    Requirement(
        "C-SSE-4",
        Level.MUST_NOT,
        seed("3", "Reading the SSE Stream"),
        "show tool calls or tool results",
        (Exposure.STREAM_TOOLS,),
    ),
    Requirement(
        "C-SSE-5",
        Level.MUST,
        seed("3", "Reading the SSE Stream"),
        "when the stream closes without text, query the state at least once, compare with "
        "before, and tell the user what changed; without a change claim none: say so, or go"
        " on as in C-SSE-7; both pass",
        (Exposure.STREAM_SILENT,),
    ),
    Requirement(
        "C-SSE-6",
        Level.MUST_NOT,
        pub("3", "SSE Disconnect Recovery"),
        "send a message again while its work may be running (dropped or silent stream, "
        "timeout); only after the user agreed",
        (Exposure.STREAM_LOST,),
    ),
    Requirement(
        "C-SSE-7",
        Level.MUST,
        pub("3", "SSE Disconnect Recovery"),
        "after a drop: wait 30 s, query; then every 60 s; give up after 5 unchanged "
        "queries, report, offer a retry. A query that fails is neither changed nor "
        "unchanged",
        (Exposure.STREAM_LOST,),
        tier=Tier.COOPERATIVE,
    ),
    Requirement(
        "C-SSE-8",
        Level.MUST,
        seed("3", "Cloud Render Pipeline Details"),
        "allow 15 minutes; counted from the response headers; treat 10 minutes without "
        "text, tool call or tool result (heartbeats, comments, empty data, unknown types do"
        " not count) as a timeout, then recover as after a drop",
        (Exposure.STREAM_STALLED,),
        tier=Tier.COOPERATIVE,
    ),
    Requirement(
        "C-SSE-9",
        Level.SHOULD,
        pub("3", "SSE Handling"),
        'drop a trailing "temporary issue" text after normal answers; show an aggregate once',
        (Exposure.STREAM_NOISE,),
    ),
    Requirement(
        "C-SSE-10",
        Level.MUST,
        kit("3"),
        "ignore event types and fields it does not know",
        (Exposure.STREAM_UNKNOWN,),
    ),
    Requirement(
        "C-SSE-11",
        Level.MUST,
        seed("3", "Reading the SSE Stream"),
        "show the text of either dialect complete, in order, once",
        (Exposure.STREAM_TEXT,),
    ),
    Requirement(
        "C-GUI-1",
        Level.MUST,
        seed("3", "Translating GUI Instructions"),
        "never show GUI instructions (click / 点击, open / 打开, drag / 拖拽, Export button / "
        "导出); do or translate them (click → its endpoint; open → query the state; drag and "
        'drop → send the edit over SSE; "preview in timeline" → text summary; Export → the '
        "export workflow), keep the description of content. Judged by the scripted "
        'instruction, not by words: "opens with", 门打开 or the advice to say "export" are '
        "legal",
        (Exposure.STREAM_GUI,),
    ),
    Requirement(
        "C-STATE-1",
        Level.SHOULD,
        seed("3", "Translating GUI Instructions"),
        "summarise as `Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi "
        '(0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)`',
        (Exposure.STATE_WANTED, Exposure.DRAFT_MADE),
    ),
)
