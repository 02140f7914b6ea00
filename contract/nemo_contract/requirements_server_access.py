"""What a server promises about envelopes, tokens, ownership and sessions (contract.md 1 to 2.3)."""

from typing import Final

from nemo_contract.exposure import Exposure
from nemo_contract.requirement import Level, Requirement, Tier, kit, pub, seed

ENVELOPES: Final = (
    Requirement(
        "S-ENV-1",
        Level.MUST,
        pub("1", "API reference: Endpoints"),
        'a JSON reply is an envelope `{"code": int, "message": str, "data": object|null}`, with '
        "code 0 for success; the render's reply shapes are the exception",
        (Exposure.API_REQUEST,),
    ),
    Requirement(
        "S-ENV-2",
        Level.MUST,
        seed("1", "Error Codes"),
        "a three-digit code is the HTTP status of its reply, and stands in the body too",
        (Exposure.ERROR_REPLY,),
    ),
    Requirement(
        "S-ENV-3",
        Level.MUST,
        kit("1"),
        "in the style `envelope`, the default, a four-digit code comes with HTTP status 200",
        (Exposure.STYLE_ENVELOPE, Exposure.ERROR_REPLY),
    ),
    Requirement(
        "S-ENV-4",
        Level.MUST,
        kit("1"),
        "in the style `status`, 1001 comes as HTTP 401, 1002 as 404, 2001 as 402, 4001 as 415 and "
        "4002 as 413, with the same body as in the style `envelope`",
        (Exposure.STYLE_STATUS, Exposure.ERROR_REPLY),
    ),
    Requirement(
        "S-ENV-5",
        Level.MUST,
        kit("1"),
        "an error on `/run_sse` before the stream starts is an ordinary JSON envelope, not an "
        "event stream",
        (Exposure.MESSAGE_SENT, Exposure.ERROR_REPLY),
    ),
)

OWNERSHIP: Final = (
    Requirement(
        "S-OWN-1",
        Level.MUST,
        pub("1", "Upload"),
        "the path segment `me` stands for the user of the request's own token",
        (Exposure.SESSION_REQUEST,),
    ),
    Requirement(
        "S-OWN-2",
        Level.MUST,
        kit("1"),
        "another user's session answers exactly as one that does not exist",
        (Exposure.FOREIGN_SESSION, Exposure.UNKNOWN_SESSION),
    ),
    Requirement(
        "S-OWN-3",
        Level.MUST,
        kit("1"),
        "another user's render answers exactly as one that does not exist, to a poll, a cancel "
        "and a download",
        (Exposure.FOREIGN_RENDER, Exposure.UNKNOWN_RENDER),
    ),
    Requirement(
        "S-OWN-4",
        Level.MUST,
        kit("1"),
        "another user's upload answers exactly as one that does not exist",
        (Exposure.FOREIGN_UPLOAD,),
    ),
    Requirement(
        "S-OWN-5",
        Level.MUST,
        seed("2.9", "Cloud Render Pipeline Details"),
        "a render belongs to the token and the session that submitted it",
        (Exposure.EXPORT_SUBMITTED, Exposure.EXPORT_POLLED),
    ),
)

TOKENS: Final = (
    Requirement(
        "S-AUTH-1",
        Level.MUST,
        seed("1", "Error Codes"),
        "a token that is missing or was never issued answers 1001",
        (Exposure.TOKEN_WRONG,),
    ),
    Requirement(
        "S-AUTH-2",
        Level.MUST,
        seed("1", "Error Codes"),
        "an expired token answers 1001, and one that has not expired works",
        (Exposure.TOKEN_EXPIRED,),
        tier=Tier.COOPERATIVE,
    ),
    Requirement(
        "S-AUTH-3",
        Level.MUST,
        pub("1", "Environment Variables"),
        "a revoked token answers 1001",
        (Exposure.TOKEN_REVOKED,),
    ),
    Requirement(
        "S-TOKEN-1",
        Level.MUST,
        seed("2.1", "Getting Connected"),
        "a POST with `X-Client-Id` (a UUID) and no body answers with `token`, `user_id`, "
        "`credits` and `expires_at`",
        (Exposure.TOKEN_REQUEST,),
    ),
    Requirement(
        "S-TOKEN-2",
        Level.MUST,
        pub("2.1", "Environment Variables"),
        "the token begins with `nmv_usr_`, the user id with `anon_`",
        (Exposure.TOKEN_REQUEST,),
    ),
    Requirement(
        "S-TOKEN-3",
        Level.MUST,
        seed("2.1", "Getting Connected"),
        "an anonymous token comes with 100 credits",
        (Exposure.TOKEN_REQUEST,),
    ),
    Requirement(
        "S-TOKEN-4",
        Level.MUST,
        seed("2.1", "Getting Connected"),
        "`expires_at` is an RFC 3339 time 7 days ahead",
        (Exposure.TOKEN_REQUEST,),
    ),
    Requirement(
        "S-TOKEN-5",
        Level.MUST,
        seed("1", "Error Codes"),
        "a token request without `X-Client-Id` answers 400",
        (Exposure.NO_CLIENT_ID,),
    ),
    Requirement(
        "S-TOKEN-6",
        Level.MUST,
        pub("2.1", "Version & Scopes"),
        "an anonymous token has the scopes read, write and upload: it may create sessions, send "
        "messages, upload, and read state and balance",
        (Exposure.TOKEN_REQUEST, Exposure.SESSION_USED),
    ),
    Requirement(
        "S-LIM-1",
        Level.MUST,
        pub("2.1", "Environment Variables"),
        "a second token for the same client id within 7 days answers 429",
        (Exposure.TOKEN_AGAIN,),
    ),
    Requirement(
        "S-LIM-2",
        Level.MUST,
        pub("2.1", "Environment Variables"),
        "a token that has expired or was revoked may be replaced with the same client id at once",
        (Exposure.TOKEN_AGAIN, Exposure.TOKEN_REVOKED),
    ),
    Requirement(
        "S-LIM-3",
        Level.MAY,
        pub("2.1", "Environment Variables"),
        "limit tokens to 10 per IP address per 7 days (off unless asked for), with 429 over the "
        "limit",
        (Exposure.ADDRESS_LIMITED, Exposure.TOKEN_REQUEST),
    ),
    Requirement(
        "S-CLAIM-1",
        Level.MUST,
        pub("2.2", "Create Session"),
        'a POST of `{"task_id", "session_id"}` with a bearer token answers with `claim_token` '
        "(`clm_…`) and `expires_in` 604800",
        (Exposure.CLAIM_REQUEST,),
    ),
    Requirement(
        "S-CLAIM-2",
        Level.MUST,
        pub("2.2", "Create Session"),
        "the claim token opens `<web>/workspace/claim?ct=<claim_token>` in a browser",
        (Exposure.CLAIM_REQUEST, Exposure.LINK_FETCHED),
    ),
    Requirement(
        "S-CLAIM-3",
        Level.MUST,
        kit("2.2"),
        "a claim token on any API call answers 1001",
        (Exposure.CLAIM_AS_BEARER,),
    ),
)

SESSIONS: Final = (
    Requirement(
        "S-SESS-1",
        Level.MUST,
        seed("2.3", "Getting Connected"),
        'a POST of `{"task_name", "language"}` answers with `task_id`, `session_id` and `user_id`',
        (Exposure.SESSION_REQUEST,),
    ),
    Requirement(
        "S-SESS-2",
        Level.MUST,
        pub("2.3", "Create Session"),
        "`language` is optional",
        (Exposure.SESSION_REQUEST,),
    ),
    Requirement(
        "S-SESS-3",
        Level.MUST,
        pub("2.3", "API reference: Endpoints"),
        "`session_id` is a string of decimal digits that fits 64 bits",
        (Exposure.SESSION_REQUEST,),
    ),
    Requirement(
        "S-SESS-4",
        Level.MUST,
        kit("2.3"),
        "session ids are ordered by time: a later session has a greater number",
        (Exposure.TWO_SESSIONS,),
    ),
    Requirement(
        "S-SESS-5",
        Level.MUST,
        seed("1", "Error Codes"),
        "a session that does not exist answers 1002",
        (Exposure.UNKNOWN_SESSION,),
    ),
)

ACCESS: Final = (*ENVELOPES, *OWNERSHIP, *TOKENS, *SESSIONS)
