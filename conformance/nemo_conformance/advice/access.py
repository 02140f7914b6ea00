"""Advice on connecting, on secrets and on routing."""

from types import MappingProxyType
from typing import Final

from nemo_conformance.advice.row import Advice

ACCESS: Final = MappingProxyType(
    {
        "C-AUTH-1": Advice(
            why="the user's own account pays and keeps the work; an anonymous one would hide both",
            wrong=(
                "0 s  started with NEMO_TOKEN=nmv_usr_A",
                "0 s  POST /api/auth/anonymous-token  <- nobody asked for another account",
            ),
            fix="look at NEMO_TOKEN first; when it is set, send it and request no token",
        ),
        "C-AUTH-2": Advice(
            why="without a token nothing else answers, and the id is what a token is given to",
            wrong=(
                "0 s  started without NEMO_TOKEN",
                "0 s  POST /api/tasks/me/with-session/nemo_agent, no Authorization  <- 1001",
            ),
            fix="make a UUID, POST it as X-Client-Id, and send data.token as bearer from then on",
        ),
        "C-AUTH-3": Advice(
            why="an id gets one token in 7 days: a client that forgets either soon meets 429",
            wrong=(
                "0 s  POST /api/auth/anonymous-token, X-Client-Id A",
                "60 s  the client is started again",
                "60 s  POST /api/auth/anonymous-token, X-Client-Id B  <- A and its token are lost",
            ),
            fix="write id and token to files of mode 0600 under ~/.config/nemovideo/, one per API "
            "origin, and read them at the next start",
        ),
        "C-AUTH-4": Advice(
            why="tokens expire after 7 days, in the middle of somebody's work",
            wrong=(
                "0 s  GET /api/credits/balance/simple -> 1001",
                '0 s  shown: "Error 1001"  <- a new token would have answered the question',
            ),
            fix="get a token with the same client id and repeat the request once; if the user gave "
            "NEMO_TOKEN, say that it was refused before going on without it",
        ),
        "C-AUTH-5": Advice(
            why="a lost header is the client's own slip and can be mended without the user",
            wrong=(
                "0 s  POST /api/auth/anonymous-token -> 400",
                '0 s  shown: "Cannot connect"  <- no second attempt with an id',
            ),
            fix="send the id again, or a new one, once",
        ),
        "C-SEC-1": Advice(
            why="addresses end up in logs, histories and Referer headers",
            wrong=("5 s  GET /workspace/claim?token=nmv_usr_A  <- the token is in the address",),
            fix="send tokens in the Authorization header only; people's links carry a claim token",
        ),
        "C-SEC-2": Advice(
            why="a chat is shown to others, and a token in it is an account given away",
            wrong=('1 s  shown: "Connected with nmv_usr_A"  <- the user sees the token',),
            fix="say what it means for the user; keep tokens, ids, headers and JSON to yourself",
        ),
        "C-ATTR-1": Advice(
            why="an export without attribution is refused, and a token sent elsewhere is lost",
            wrong=(
                "40 s  GET https://cdn.example/clip.mp4, Authorization: Bearer nmv_usr_A"
                "  <- another origin got the token",
            ),
            fix="put X-Skill-Source, X-Skill-Version, X-Skill-Platform and Authorization on every "
            "request to the API's origin, and Authorization on none other",
        ),
        "C-SESS-1": Advice(
            why="messages, uploads, states and renders all belong to a session",
            wrong=("0 s  POST /run_sse, session_id of nobody  <- 1002 before anything began",),
            fix="create a session right after the token and keep its id",
        ),
        "C-SESS-2": Advice(
            why="a session may be gone while the user still talks",
            wrong=(
                "0 s  POST /run_sse -> 1002",
                '0 s  shown: "Session not found"  <- the user cannot do anything about it',
            ),
            fix="create a session, repeat the request once, and say that the old timeline is gone",
        ),
        "C-SESS-3": Advice(
            why="connecting takes seconds, and silence looks like a crash",
            wrong=(
                "0 s  POST /api/auth/anonymous-token, nothing shown  <- the user waits blindly",
            ),
            fix="show a short status such as Connecting..., and one sentence when ready",
        ),
        "C-ROUTE-1": Advice(
            why="the agent cannot export or count credits: it would only talk about buttons",
            wrong=('0 s  POST /run_sse "export"  <- the agent answers: click Export',),
            fix="take the command words, in both languages, to their endpoints; a sentence that "
            "only contains such a word is a message",
        ),
        "C-ROUTE-2": Advice(
            why="the agent understands the user's words; a paraphrase loses what was meant",
            wrong=(
                '0 s  the user says "balance the audio"',
                "0 s  GET /api/credits/balance/simple  <- that was a message, not a command",
            ),
            fix="send everything that is no command to /run_sse, word for word",
        ),
    }
)
