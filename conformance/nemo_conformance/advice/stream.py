"""Advice on streams and on what is said to the user."""

from types import MappingProxyType
from typing import Final

from nemo_conformance.advice.row import Advice

STREAM: Final = MappingProxyType(
    {
        "C-SSE-1": Advice(
            why="a network cuts bytes where it likes, also inside a character",
            wrong=(
                "0 s  POST /run_sse",
                "5 s  a read ends after the first byte of 视",
                '5 s  shown: "\ufffd\ufffd频"  <- decoded chunk by chunk',
            ),
            fix="decode UTF-8 across chunks, end lines at CR, LF and CRLF only, join data lines, "
            "and dispatch at the blank line",
        ),
        "C-SSE-2": Advice(
            why="long work sends nothing else for minutes",
            wrong=(
                "0 s  POST /run_sse",
                "15 s  an empty data line",
                "15 s  the client closes the stream  <- it was not the end",
            ),
            fix="go on reading until the stream closes",
        ),
        "C-SSE-3": Advice(
            why="a user who hears nothing for minutes sends the message again",
            wrong=(
                "0 s  POST /run_sse",
                "300 s  the stream closes, nothing was shown  <- two signs of life are missing",
            ),
            fix="show one line whenever 2 minutes have passed since the last, heartbeat or not",
        ),
        "C-SSE-4": Advice(
            why="tool traffic is the agent's own business and means nothing to the user",
            wrong=(
                "0 s  POST /run_sse",
                '4 s  shown: "edit_multitrack(...)"  <- a tool call',
            ),
            fix="take text only from text events; in the dialect adk, from text parts that are no "
            "thoughts",
        ),
        "C-SSE-5": Advice(
            why="about 30 % of edits say nothing, and the user would think that nothing was done",
            wrong=(
                "0 s  POST /run_sse",
                "20 s  the stream closes without text",
                '20 s  shown: "No answer"  <- the title is on the timeline',
            ),
            fix="keep the state from before, query it again, and say what is different",
        ),
        "C-SSE-6": Advice(
            why="the work goes on without its listener: a second message does and charges it twice",
            wrong=(
                "0 s  POST /run_sse",
                "12 s  the stream is dropped",
                "13 s  POST /run_sse, the same text  <- charged again",
            ),
            fix="recover by querying the state; send again only after the user has agreed",
        ),
        "C-SSE-7": Advice(
            why="work needs minutes to show, and asking faster finds nothing sooner",
            wrong=(
                "0 s  POST /run_sse",
                "12 s  the stream is dropped",
                "14 s  GET /api/state/.../latest  <- 30 s were due",
            ),
            fix="wait 30 s, query, then every 60 s; stop at a change or after 5 unchanged answers, "
            "then report and offer a retry",
        ),
        "C-SSE-8": Advice(
            why="a generation may take minutes, and a stalled stream would hold the user for ever",
            wrong=(
                "0 s  POST /run_sse, then only heartbeats",
                "120 s  the client gives up  <- 600 s were due",
            ),
            fix="count 15 minutes from the response headers and 10 from the last text, tool call "
            "or tool result; then recover as after a drop",
        ),
        "C-SSE-9": Advice(
            why="the work is done, and an apology after it makes the user doubt that",
            wrong=(
                '10 s  text "Your title is in."',
                '11 s  text "I encountered a temporary issue..."',
                "11 s  shown: both  <- the second is noise",
            ),
            fix="hold back a text that begins so when others came before it; show an aggregate "
            "only if its parts were not shown",
        ),
        "C-SSE-10": Advice(
            why="the service may say more tomorrow than today",
            wrong=(
                '3 s  data: {"type":"usage","tokens":812}',
                "3 s  the client breaks: KeyError  <- an unknown type",
            ),
            fix="skip what is not known, field by field and event by event",
        ),
        "C-SSE-11": Advice(
            why="half an answer or a doubled one is a wrong answer",
            wrong=(
                "5 s  three partial texts and their aggregate",
                "6 s  shown: the text twice  <- the aggregate repeats the parts",
            ),
            fix="append partial texts, and drop the text of the event that closes them",
        ),
        "C-GUI-1": Advice(
            why="the user has no screen with the button that the agent talks about",
            wrong=(
                '8 s  text "Done! Click Export to download."',
                '8 s  shown: "Click Export to download."  <- there is nothing to click',
            ),
            fix="cut the instruction, keep what describes the content, and do it yourself",
        ),
        "C-STATE-1": Advice(
            why="a user without a timeline on the screen needs it in words",
            wrong=(
                "0 s  GET /api/state/.../latest",
                '0 s  shown: "You have 3 tracks."  <- no names, no times',
            ),
            fix="say for each track what it is, from when to when, and how loud",
        ),
    }
)
