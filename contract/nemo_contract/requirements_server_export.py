"""What a server promises about drafts, renders and their files (contract.md 2.8 and 2.9)."""

from typing import Final

from nemo_contract.exposure import Exposure
from nemo_contract.requirement import Level, Requirement, Tier, kit, pub, seed

DRAFTS: Final = (
    Requirement(
        "S-DRAFT-1",
        Level.MUST,
        seed("2.8", "Translating GUI Instructions"),
        "a draft is written in short keys: `t` tracks, `tt` track type, `sg` segments, `d` "
        "duration, `m` metadata",
        (Exposure.DRAFT_MADE,),
    ),
    Requirement(
        "S-DRAFT-2",
        Level.MUST,
        seed("2.8", "Translating GUI Instructions"),
        "a track's `tt` is 0 for video, 1 for audio, 7 for text",
        (Exposure.DRAFT_MADE,),
    ),
    Requirement(
        "S-DRAFT-3",
        Level.MUST,
        seed("2.8", "Translating GUI Instructions"),
        "times are whole numbers of milliseconds",
        (Exposure.DRAFT_MADE,),
    ),
    Requirement(
        "S-DRAFT-4",
        Level.MUST,
        kit("2.8"),
        "the draft is `{t,d,m}`, with `d` its total length",
        (Exposure.DRAFT_MADE,),
    ),
    Requirement(
        "S-DRAFT-5",
        Level.MUST,
        kit("2.8"),
        "a track is `{id,tt,sg,m}`",
        (Exposure.DRAFT_MADE,),
    ),
    Requirement(
        "S-DRAFT-6",
        Level.MUST,
        kit("2.8"),
        "a segment is `{id,s,d,m}`, with `s` its start on the timeline",
        (Exposure.DRAFT_MADE,),
    ),
    Requirement(
        "S-DRAFT-7",
        Level.MUST,
        kit("2.8"),
        "a segment's `m` holds what the renderer needs: source url, trim, fit, motion, transition "
        "in, volume, fades, text, style",
        (Exposure.DRAFT_MADE, Exposure.RENDER_ENDED),
    ),
    Requirement(
        "S-DRAFT-8",
        Level.MUST,
        pub("2.8", "Query State"),
        "a draft is ready for export when some track has a non-empty `sg`",
        (Exposure.DRAFT_MADE, Exposure.EXPORT_SUBMITTED),
    ),
    Requirement(
        "S-DRAFT-9",
        Level.MUST,
        kit("2.8"),
        "unknown keys of a draft are kept",
        (Exposure.DRAFT_MADE, Exposure.EXPORT_SUBMITTED),
    ),
)

RENDERS: Final = (
    Requirement(
        "S-EXP-1",
        Level.MUST,
        seed("2.9", "Cloud Render Pipeline Details"),
        'a POST of `{"id":"render_<ts>","sessionId":…,"draft":…,"output":{"format":"mp4",'
        '"quality":"high"}}` submits a render; `sessionId` is camelCase, the one exception',
        (Exposure.EXPORT_SUBMITTED,),
    ),
    Requirement(
        "S-EXP-2",
        Level.MUST,
        pub("2.9", "API reference: Endpoints"),
        "`output` is optional",
        (Exposure.EXPORT_SUBMITTED,),
    ),
    Requirement(
        "S-EXP-3",
        Level.MUST,
        seed("2.9", "Cloud Render Pipeline Details"),
        "the client chooses the `id`, and the render is polled under it",
        (Exposure.EXPORT_SUBMITTED, Exposure.EXPORT_POLLED),
    ),
    Requirement(
        "S-EXP-4",
        Level.MUST,
        pub("2.9", "API reference: Endpoints"),
        "a repeated `id` is refused with HTTP 409 and code 409, unless the server was told to "
        "answer with its job",
        (Exposure.RENDER_ID_AGAIN,),
    ),
    Requirement(
        "S-EXP-5",
        Level.MAY,
        kit("2.9"),
        "answer a repeated `id` with the job that has it",
        (Exposure.REPEATS_ALLOWED, Exposure.RENDER_ID_AGAIN),
    ),
    Requirement(
        "S-EXP-6",
        Level.MUST,
        kit("2.9"),
        "only an accepted submit uses up its `id`",
        (Exposure.REFUSED_ID_AGAIN,),
    ),
    Requirement(
        "S-EXP-7",
        Level.MUST,
        pub("2.9", "Export & Deliver"),
        "a status goes from `pending` to `processing` to `completed` or `failed`, and never back",
        (Exposure.EXPORT_POLLED, Exposure.RENDER_ENDED),
    ),
    Requirement(
        "S-EXP-8",
        Level.MUST,
        pub("2.9", "API reference: Endpoints"),
        "`progress` is from 0 to 100",
        (Exposure.EXPORT_POLLED,),
    ),
    Requirement(
        "S-EXP-9",
        Level.MUST,
        pub("2.9", "API reference: Endpoints"),
        "a POST to `…/lambda/<id>/cancel` ends a render that has not ended",
        (Exposure.EXPORT_CANCELLED, Exposure.EXPORT_POLLED),
    ),
    Requirement(
        "S-EXP-10",
        Level.MUST,
        pub("2.9", "Export & Deliver"),
        "a GET of `/api/render/proxy/<id>/download` streams the file",
        (Exposure.FILE_FETCHED,),
    ),
    Requirement(
        "S-EXP-11",
        Level.MUST,
        seed("2.9", "Cloud Render Pipeline Details"),
        "the file is an MP4 of H.264 and AAC",
        (Exposure.FILE_FETCHED,),
    ),
    Requirement(
        "S-EXP-12",
        Level.MUST,
        seed("2.9", "Cloud Render Pipeline Details"),
        "its picture is at most 1080x1920 or 1920x1080",
        (Exposure.FILE_FETCHED,),
    ),
    Requirement(
        "S-EXP-13",
        Level.MUST,
        kit("2.9"),
        "its index stands before the media (`+faststart`)",
        (Exposure.FILE_FETCHED,),
    ),
    Requirement(
        "S-EXP-14",
        Level.MUST,
        seed("2.9", "Cloud Render Pipeline Details"),
        "a job takes from 30 to 90 virtual seconds",
        (Exposure.RENDER_ENDED,),
        tier=Tier.COOPERATIVE,
    ),
    Requirement(
        "S-EXP-15",
        Level.MUST,
        seed("2.9", "Cloud Render Pipeline Details"),
        "a render whose client went away finishes all the same, and whoever kept its `id` can "
        "fetch it",
        (Exposure.EXPORT_SUBMITTED, Exposure.RENDER_ENDED, Exposure.FILE_FETCHED),
    ),
    Requirement(
        "S-EXP-16",
        Level.MUST,
        seed("2.9", "Cloud Render Pipeline Details"),
        'in the shape `flat`, a reply is `{"taskId","status","progress","output":'
        '{"url","duration","size"},"error"}`',
        (Exposure.SHAPE_FLAT, Exposure.EXPORT_POLLED),
    ),
    Requirement(
        "S-EXP-17",
        Level.MUST,
        pub("2.9", "API reference: Endpoints"),
        'in the shape `enveloped`, a reply is `{"success":true,"data":{"id","status","progress",'
        '"outputUrl","createdAt","completedAt","error"}}`',
        (Exposure.SHAPE_ENVELOPED, Exposure.EXPORT_POLLED),
    ),
    Requirement(
        "S-EXP-18",
        Level.MUST,
        kit("2.9"),
        "in the shape `superset`, the default, a reply is both at once, without a `code`",
        (Exposure.SHAPE_SUPERSET, Exposure.EXPORT_POLLED),
    ),
    Requirement(
        "S-EXP-19",
        Level.MUST,
        kit("2.9"),
        "a render that does not exist answers HTTP 404 with code 404",
        (Exposure.UNKNOWN_RENDER,),
    ),
    Requirement(
        "S-EXP-20",
        Level.MUST,
        seed("1", "Cloud Render Pipeline Details"),
        "a submit without an attribution header answers 402",
        (Exposure.NO_ATTRIBUTION,),
    ),
    Requirement(
        "S-EXP-21",
        Level.MUST,
        seed("1", "Error Codes"),
        "a submit by a user whose plan does not export answers 402",
        (Exposure.FREE_PLAN,),
    ),
    Requirement(
        "S-EXP-22",
        Level.MUST,
        pub("2.1", "Version & Scopes"),
        "an anonymous token may export when attribution is present",
        (Exposure.TOKEN_REQUEST, Exposure.EXPORT_SUBMITTED),
    ),
)

LINKS: Final = (
    Requirement(
        "S-LINK-1",
        Level.MUST,
        kit("2.9"),
        "`output.url` and `cdn_url` are absolute",
        (Exposure.LINK_FETCHED,),
    ),
    Requirement(
        "S-LINK-2",
        Level.MUST,
        kit("2.9"),
        "a media link needs no Authorization",
        (Exposure.LINK_FETCHED,),
    ),
    Requirement(
        "S-LINK-3",
        Level.MUST,
        kit("2.9"),
        "a media link is signed: with another signature it gives no file",
        (Exposure.LINK_ALTERED,),
    ),
    Requirement(
        "S-LINK-4",
        Level.MUST,
        kit("2.9"),
        "a media link expires: after its time it gives no file",
        (Exposure.LINK_EXPIRED,),
        tier=Tier.COOPERATIVE,
    ),
    Requirement(
        "S-LINK-5",
        Level.MUST,
        kit("2.9"),
        "a media link is built from the request's Host or `NEMO_PUBLIC_URL`, never from the "
        "address that the server is bound to",
        (Exposure.LINK_FETCHED,),
    ),
)

EXPORT: Final = (*DRAFTS, *RENDERS, *LINKS)
