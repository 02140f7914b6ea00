"""Advice on uploads, credits, exports and errors."""

from types import MappingProxyType
from typing import Final

from nemo_conformance.advice.row import Advice

EXPORT: Final = MappingProxyType(
    {
        "C-UP-1": Advice(
            why="a refusal after 200 MB of upload could have come at once",
            wrong=(
                "0 s  the user offers notes.txt",
                "0 s  POST /api/upload-video/... -> 4001  <- the name alone said it",
            ),
            fix="check that the file is there, its type and its size before sending; on 4001 list "
            "the formats, on 4002 suggest compressing or trimming",
        ),
        "C-CRED-1": Advice(
            why="credits change with every edit, and an export costs none",
            wrong=(
                "0 s  the user asks for the balance",
                '0 s  shown: "100 credits"  <- the endpoint was not asked',
            ),
            fix="GET the balance each time and show what it says",
        ),
        "C-CRED-2": Advice(
            why="an anonymous user can register and go on with the same work",
            wrong=(
                "0 s  POST /run_sse -> 2001",
                '0 s  shown: "Out of credits."  <- no way on',
            ),
            fix="show <web>/register?bind=<user_id> to an anonymous user, and top-up advice to a "
            "registered one",
        ),
        "C-EXP-1": Advice(
            why="there is nothing to render before the first edit",
            wrong=("0 s  POST /api/render/proxy/lambda, draft {}  <- the state was not queried",),
            fix="query the state; unless some track has a segment, say so and submit nothing",
        ),
        "C-EXP-2": Advice(
            why="the draft belongs to the service: what the client does not know matters there",
            wrong=(
                "0 s  GET /api/state/.../latest, draft with a key z",
                "1 s  POST /api/render/proxy/lambda, draft without z  <- a key was lost",
            ),
            fix="send the draft as it came, under a new id, with sessionId in camelCase",
        ),
        "C-EXP-3": Advice(
            why="a job takes 30 to 90 s, and every poll costs the service",
            wrong=(
                "0 s  POST /api/render/proxy/lambda",
                "30 s  GET /api/render/proxy/lambda/r1 -> processing",
                "35 s  GET /api/render/proxy/lambda/r1  <- 30 s were due",
            ),
            fix="wait 30 s before each poll; stop at completed, at failed, and after 10 polls",
        ),
        "C-EXP-4": Advice(
            why="a render may fail by chance once, but a loop of renders helps nobody",
            wrong=(
                "30 s  GET /api/render/proxy/lambda/r1 -> failed",
                '30 s  shown: "Export failed."  <- no second attempt',
            ),
            fix="submit once more under a new id; when that fails too, report its reason",
        ),
        "C-EXP-5": Advice(
            why="a truncated file plays to the middle and looks like a bad edit",
            wrong=(
                "60 s  GET output.url, cut after 1 of 4 MB",
                "61 s  the file is handed to the user  <- 3 MB are missing",
            ),
            fix="compare with Content-Length, fall back on the download endpoint, and hand over "
            "only what is whole",
        ),
        "C-EXP-6": Advice(
            why="a minute is long without a word, and the claim link lets the user go on editing",
            wrong=(
                "60 s  GET /api/render/proxy/lambda/r1 -> completed",
                "61 s  the file is handed over alone  <- no claim link",
            ),
            fix="say the progress at each poll; get a claim token and give its link with the file",
        ),
        "C-EXP-7": Advice(
            why="the job finishes without its client, but only its id can fetch it",
            wrong=(
                "0 s  POST /api/render/proxy/lambda, id r1",
                "5 s  the client is stopped and started again",
                "6 s  POST /api/render/proxy/lambda, id r2  <- r1 is orphaned",
            ),
            fix="write the id down before submitting, and look for it at the start",
        ),
        "C-ERR-1": Advice(
            why="an export is free: credits would not help, and buying some makes the user angry",
            wrong=(
                "0 s  POST /api/render/proxy/lambda -> 402",
                '0 s  shown: "Buy credits to export."  <- it is the plan or a missing header',
            ),
            fix="explain the plan, look at the attribution headers, and do not retry",
        ),
        "C-ERR-2": Advice(
            why="a limit is not lifted by knocking harder",
            wrong=(
                "0 s  POST /api/auth/anonymous-token -> 429",
                "1 s  POST /api/auth/anonymous-token  <- 30 s were due",
            ),
            fix="wait at least 30 s, try exactly once more, then report",
        ),
        "C-ERR-3": Advice(
            why="errors come inside HTTP 200, as HTTP statuses, and as a proxy's page of HTML",
            wrong=(
                "0 s  GET /api/state/.../latest -> 200, code 1002",
                "0 s  the client breaks: KeyError 'data'  <- 200 was taken for success",
            ),
            fix="read the code first, then the status; put a sentence where neither is known",
        ),
        "C-ERR-4": Advice(
            why="a request whose answer was lost may have been carried out",
            wrong=(
                "0 s  POST /run_sse, the connection is reset before any answer",
                "1 s  POST /run_sse, the same text  <- perhaps done and charged twice",
            ),
            fix="repeat only what is safe to repeat; for a message query the state, for a submit "
            "poll its id",
        ),
        "C-ERR-5": Advice(
            why="402 with code 2001 is about credits, 402 alone about the plan",
            wrong=(
                "0 s  POST /run_sse -> 402, code 2001",
                '0 s  shown: "Your plan does not export."  <- the code said credits',
            ),
            fix="decide by the code in the body; use the status only where there is none",
        ),
        "C-LIM-1": Advice(
            why="a promise that cannot be kept costs the user credits",
            wrong=(
                "0 s  the user asks for a song from a streaming service",
                '0 s  shown: "Adding it now!"  <- only stock music can be had',
            ),
            fix="say what is possible instead: stock music, a slideshow, generating anew in "
            "another aspect ratio",
        ),
    }
)
