"""What a client must do to connect, to keep secrets and to route (contract.md 3)."""

from typing import Final

from nemo_contract.exposure import Exposure
from nemo_contract.requirement import Level, Requirement, pub, seed

ACCESS: Final = (
    Requirement(
        "C-AUTH-1",
        Level.MUST,
        seed("3", "Getting Connected"),
        "`NEMO_TOKEN` in the environment is used as is; no token is requested",
        (Exposure.ENV_TOKEN, Exposure.API_REQUEST),
    ),
    Requirement(
        "C-AUTH-2",
        Level.MUST,
        seed("3", "Getting Connected"),
        "otherwise make a UUID, send it as `X-Client-Id`, and use the returned token",
        (Exposure.NO_ENV_TOKEN, Exposure.API_REQUEST),
    ),
    Requirement(
        "C-AUTH-3",
        Level.SHOULD,
        pub("3", "Environment Variables"),
        "keep the client id (`~/.config/nemovideo/client_id`, a UUID only) and reuse it; a "
        "kept id implies a kept token (else a second run within 7 days meets 429): "
        "owner-only file (0600), stored per API origin, never sent to another",
        (Exposure.NO_ENV_TOKEN, Exposure.TOKEN_REQUEST, Exposure.RESTARTED),
    ),
    Requirement(
        "C-AUTH-4",
        Level.MUST,
        seed("3", "Error Codes"),
        "on 1001 for a token it acquired itself: get a new one with the same client id and "
        "repeat the failed request once. For `NEMO_TOKEN`: tell the user that it was "
        "refused; going on with an anonymous token is allowed",
        (Exposure.CODE_1001,),
    ),
    Requirement(
        "C-AUTH-5",
        Level.MUST,
        seed("3", "Error Codes"),
        "on 400 for a missing client id, make one and retry once (the same or a new id)",
        (Exposure.CODE_400,),
    ),
    Requirement(
        "C-SEC-1",
        Level.MUST_NOT,
        pub("3", "Create Session"),
        "put an `nmv_usr_` token in any URL",
        (Exposure.API_REQUEST,),
    ),
    Requirement(
        "C-SEC-2",
        Level.MUST_NOT,
        seed("3", "Getting Connected"),
        "show the user tokens, ids of clients, headers or raw JSON",
        (Exposure.API_REQUEST,),
    ),
    Requirement(
        "C-ATTR-1",
        Level.MUST,
        seed("3", "Cloud Render Pipeline Details"),
        "send Authorization and the three attribution headers on every request to the API's"
        " own origin (the token request has no Authorization); Authorization goes to no "
        "other origin. Without front matter: the program's own name and version, platform "
        "`unknown`",
        (Exposure.API_REQUEST,),
    ),
    Requirement(
        "C-SESS-1",
        Level.MUST,
        seed("3", "Getting Connected"),
        "create a session before the first message, upload, state query or export",
        (Exposure.SESSION_USED,),
    ),
    Requirement(
        "C-SESS-2",
        Level.MUST,
        seed("3", "Error Codes"),
        "on 1002 create a new session and repeat once; say what was lost",
        (Exposure.CODE_1002,),
    ),
    Requirement(
        "C-SESS-3",
        Level.SHOULD,
        seed("3", "Getting Connected"),
        "a short status while connecting and one sentence when ready",
        (Exposure.SESSION_REQUEST,),
    ),
    Requirement(
        "C-ROUTE-1",
        Level.MUST,
        seed("3", "Matching Input to Actions"),
        "export, download, send me the video, 导出 → export; credits, balance, 积分, 余额 → "
        "credits; status, show tracks, 状态 → state; upload, 上传, or a file → upload; none of "
        'these goes to `/run_sse`. Keywords count as commands only ("balance the audio", '
        '"end credits" are messages); files with other text: upload first, then send the '
        "message",
        (Exposure.COMMAND_WANTED, Exposure.API_REQUEST),
    ),
    Requirement(
        "C-ROUTE-2",
        Level.MUST,
        seed("3", "Matching Input to Actions"),
        "everything else goes to `/run_sse` as the user said it",
        (Exposure.MESSAGE_WANTED, Exposure.API_REQUEST),
    ),
)
