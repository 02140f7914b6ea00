"""What must have happened in a run before a requirement can be judged at all, as a closed set.

Each term is a fact about the run's record (requests, replies, frames sent, faults consumed,
intents, how the server was set up); ``clause`` says it so that "Judged when ..." can stand before.
"""

from enum import StrEnum


class Exposure(StrEnum):
    """One such fact; the value is its short name."""

    clause: str

    def __new__(cls, slug: str, clause: str = "") -> "Exposure":
        """Keep the clause beside the value."""
        member = str.__new__(cls, slug)
        member._value_ = slug
        member.clause = clause
        return member

    # how the run began
    ENV_TOKEN = "env-token", "the run's environment holds `NEMO_TOKEN`"
    NO_ENV_TOKEN = "no-env-token", "the run's environment holds no `NEMO_TOKEN`"
    RESTARTED = "restarted", "the client was started again on the home of an earlier start"

    # what the user wanted
    MESSAGE_WANTED = "message-wanted", "the user said something that is a message"
    COMMAND_WANTED = (
        "command-wanted",
        "the user named an export, the credits, the state or an upload",
    )
    EXPORT_WANTED = "export-wanted", "the user asked for the finished video"
    CREDITS_WANTED = "credits-wanted", "the user asked about credits"
    STATE_WANTED = "state-wanted", "the user asked how the timeline stands"
    BAD_FILE_OFFERED = "bad-file-offered", "the user offered a file that cannot be uploaded"
    IMPOSSIBLE_WANTED = "impossible-wanted", "the user asked for what the service cannot do"

    RESULT_GIVEN = "result-given", "the client said how that had ended"

    # what was asked of the server
    API_REQUEST = "api-request", "a request reached the API"
    TOKEN_REQUEST = "token-request", "a token was requested"
    CLAIM_REQUEST = "claim-request", "a claim token was requested"
    SESSION_REQUEST = "session-request", "a session was requested"
    TWO_SESSIONS = "two-sessions", "two sessions were created one after the other"
    MESSAGE_SENT = "message-sent", "a message was sent to `/run_sse`"
    UPLOAD_SENT = "upload-sent", "an upload was sent"
    CREDITS_READ = "credits-read", "the balance was read"
    STATE_READ = "state-read", "the state of a session was read"
    SESSION_USED = "session-used", "a message, upload, state query or render reached the API"
    EXPORT_SUBMITTED = "export-submitted", "a render was submitted"
    EXPORT_POLLED = "export-polled", "a render was polled"
    EXPORT_CANCELLED = "export-cancelled", "a render was cancelled before it had ended"
    FILE_FETCHED = "file-fetched", "the file of a completed render was fetched"
    LINK_FETCHED = "link-fetched", "a media link that the server gave was fetched"

    # what was wrong with what was asked
    TOKEN_WRONG = "token-wrong", "a request came with no token or with one never issued"
    TOKEN_EXPIRED = "token-expired", "a request came with a token that had expired"
    TOKEN_REVOKED = "token-revoked", "a request came with a token that had been revoked"
    CLAIM_AS_BEARER = "claim-as-bearer", "a claim token was presented to the API"
    TOKEN_AGAIN = "token-again", "a second token was requested for the same client id"
    NO_CLIENT_ID = "no-client-id", "a token was requested without `X-Client-Id`"
    UNKNOWN_SESSION = "unknown-session", "a request named a session that does not exist"
    FOREIGN_SESSION = "foreign-session", "a request named another user's session"
    FOREIGN_RENDER = "foreign-render", "a request named another user's render"
    FOREIGN_UPLOAD = "foreign-upload", "a request named another user's upload"
    UNKNOWN_RENDER = "unknown-render", "a request named a render that does not exist"
    RENDER_ID_AGAIN = "render-id-again", "a render was submitted under the id of an accepted one"
    REFUSED_ID_AGAIN = "refused-id-again", "a render was submitted under the id of a refused one"
    BAD_FILE_SENT = "bad-file-sent", "a file of a type that is not accepted was uploaded"
    MIXED_FILES_SENT = "mixed-files-sent", "good files and a bad one were uploaded in one request"
    MISNAMED_FILE_SENT = "misnamed-file-sent", "a file was uploaded under the name of another type"
    BIG_FILE_SENT = "big-file-sent", "a file of about 200 MB was uploaded"
    NO_CREDITS_LEFT = "no-credits-left", "a message came that costs more than is available"
    NO_ATTRIBUTION = "no-attribution", "a render was submitted without an attribution header"
    FREE_PLAN = "free-plan", "a render was submitted by a user whose plan does not export"
    LINK_ALTERED = "link-altered", "a media link was fetched with its signature changed"
    LINK_EXPIRED = "link-expired", "a media link was fetched after its time"

    # what the server answered
    CODE_1001 = "code-1001", "the server answered 1001"
    CODE_1002 = "code-1002", "the server answered 1002"
    CODE_2001 = "code-2001", "the server answered 2001"
    CODE_400 = "code-400", "the server answered 400 to a token request"
    CODE_402 = "code-402", "the server answered an export with 402"
    CODE_429 = "code-429", "the server answered 429"
    CODE_BESIDE_STATUS = "code-beside-status", "a body's code and the HTTP status disagreed"
    ODD_ERROR = "odd-error", "the server answered in an unusual style, an unknown code or no JSON"
    ERROR_REPLY = "error-reply", "the server answered with an error"
    CONNECTION_LOST = "connection-lost", "it was left open whether a request had arrived"

    # what the stream did
    STREAM_ENDED = "stream-ended", "a stream was sent to its end"
    STREAM_TEXT = "stream-text", "a stream carried text"
    STREAM_FRAMED = "stream-framed", "a stream was cut and framed in an unusual legal way"
    STREAM_IDLE = "stream-idle", "a stream carried heartbeats, comments or empty data"
    STREAM_LONG = "stream-long", "a stream stayed open for more than 2 minutes"
    STREAM_TOOLS = "stream-tools", "a stream carried a tool call or a tool result"
    STREAM_SILENT = "stream-silent", "a stream closed without text"
    STREAM_LOST = "stream-lost", "a stream was dropped, fell silent or timed out"
    STREAM_STALLED = "stream-stalled", "a stream stayed open without text or tools"
    STREAM_NOISE = "stream-noise", "a stream ended in noise or repeated its text as an aggregate"
    STREAM_UNKNOWN = "stream-unknown", "a stream carried event types or fields of no known kind"
    STREAM_GUI = "stream-gui", "a stream carried a scripted GUI instruction"
    STREAM_LEFT = "stream-left", "a client left a stream before its end"

    # what became of the work
    EDIT_DONE = "edit-done", "an edit was made"
    GENERATION_DONE = "generation-done", "a clip was generated without uploads"
    WORK_RUNNING = "work-running", "the balance was read while work was running"
    WORK_DONE = "work-done", "work that costs credits succeeded"
    WORK_FAILED = "work-failed", "work that costs credits failed or was cancelled"
    DRAFT_MADE = "draft-made", "a draft with a segment was read or submitted"
    RENDER_ENDED = "render-ended", "a render reached its end"
    COMPLETION_TOLD = "completion-told", "a client was told that its render is completed"
    FAILURE_TOLD = "failure-told", "a client was told that its render has failed"

    # how the server was set up
    STYLE_ENVELOPE = "style-envelope", "the server runs in the style `envelope`"
    STYLE_STATUS = "style-status", "the server runs in the style `status`"
    DIALECT_TYPED = "dialect-typed", "the server speaks the dialect `typed`"
    DIALECT_ADK = "dialect-adk", "the server speaks the dialect `adk`"
    SHAPE_FLAT = "shape-flat", "the server gives render replies in the shape `flat`"
    SHAPE_ENVELOPED = "shape-enveloped", "the server gives render replies in the shape `enveloped`"
    SHAPE_SUPERSET = "shape-superset", "the server gives render replies in the shape `superset`"
    WORK_CONTINUES = "work-continues", "the server lets work go on when its client goes away"
    WORK_ABORTS = "work-aborts", "the server stops work when its client goes away"
    REPEATS_ALLOWED = "repeats-allowed", "the server answers a repeated render id with its job"
    ADDRESS_LIMITED = "address-limited", "the server limits tokens per address"
    PRICES_SET = "prices-set", "the server was given other prices or another grant"
    LEDGER_SHOWN = "ledger-shown", "the server shows its ledger"
