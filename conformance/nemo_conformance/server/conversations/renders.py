"""Renders: submitted, polled, cancelled, fetched, hidden from others."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from nemo_conformance.server.conversations.access import DAY
from nemo_conformance.server.conversations.conversation import Conversation, World, told, variants
from nemo_conformance.server.conversations.messages import EDIT, FIRST, with_pictures
from nemo_conformance.server.lab import ATTRIBUTION, MEDIA, Lab, Person, Stuck, need, url_of
from nemo_conformance.server.record import ALTERED_KEY, NO_UPLOAD
from nemo_contract import Exposure as X

SHAPES: Final[Mapping[str, World]] = {"": {}} | {
    name: {"render_shape": name} for name in ("superset", "flat", "enveloped")
}
REPEATS: Final[Mapping[str, World]] = {
    "": {},
    "refused": {"same_render_id_returns_job": False},
    "answered": {"same_render_id_returns_job": True},
}
SMALL: Final = {"width": 320, "height": 180, "fps": 24, "background": "#000000"}
"""Quickly rendered, by a server that knows of it."""
EMPTY: Final = {"t": [], "d": 0, "m": {}}
WHOLE_TIME: Final = 91.0
LASTING: Final = 8 * DAY
PLACE: Final = "video.example:8443"
"""A host that no test server has."""


def with_film(lab: Lab, who: Person) -> tuple[str, dict[str, Any]]:
    """A session with a first edit, and its draft on a small canvas. Raises ``Stuck``."""
    session, draft = with_draft(lab, who)
    meta = draft.get("m")
    return session, draft | {"m": (meta if isinstance(meta, dict) else {}) | {"canvas": SMALL}}


def with_draft(lab: Lab, who: Person) -> tuple[str, dict[str, Any]]:
    """A session with a first edit, and its draft as it is. Raises ``Stuck``."""
    session = lab.drafted.get(who.name) or _edited(lab, who)
    draft = need(lab.state(who, session).get("draft"), dict, "the state has no draft")
    return session, draft


def _edited(lab: Lab, who: Person) -> str:
    """A session after a first edit; where that costs real credits, one for each person."""
    session = with_pictures(lab, who)
    lab.say(who, session, EDIT, shows=FIRST)
    lab.remember(who, session)
    return session


def export(lab: Lab) -> None:
    """A film is exported: polled early, in time and late, fetched both ways; it costs nothing."""
    ann = lab.newcomer()
    session, draft = with_film(lab, ann)
    lab.credits(ann)
    render = lab.submit(ann, session, draft)
    lab.poll(ann, render)
    lab.wait(29.5)
    lab.poll(ann, render)
    done = lab.finished(ann, render)
    lab.credits(ann)
    lab.ask("render_download", ann, render_id=render)
    url = need(url_of(done), str, "a completed render has no address")
    lab.fetch(url)
    lab.fetch(forged(url), shows=[X.LINK_ALTERED])


def forged(url: str) -> str:
    """The address with every value of its query changed, in place."""
    parts = urlsplit(url)
    query = [(key, _other(value)) for key, value in parse_qsl(parts.query)]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _other(value: str) -> str:
    if value.isdecimal():
        return value
    return value[:-1] + ("0" if value[-1:] != "0" else "1")


def orphan(lab: Lab) -> None:
    """A render without wishes for its output; nobody asks for it before its time is over."""
    ann = lab.newcomer()
    session, draft = with_film(lab, ann)
    render = lab.submit(ann, session, draft, output=False)
    lab.wait(WHOLE_TIME)
    lab.poll(ann, render)
    lab.ask("render_download", ann, render_id=render)


def same_id(lab: Lab) -> None:
    """An id is used twice: after an accepted submit, and after a refused one."""
    ann = lab.newcomer()
    session, draft = with_film(lab, ann)
    render = lab.submit(ann, session, draft)
    lab.submit(ann, session, draft, render_id=render, shows=[X.RENDER_ID_AGAIN])
    other = lab.names.render()
    for name in ATTRIBUTION:
        lab.submit(ann, session, draft, render_id=other, without=[name], shows=[X.NO_ATTRIBUTION])
    lab.submit(ann, session, draft, render_id=other, shows=[X.REFUSED_ID_AGAIN])


def cancelled(lab: Lab) -> None:
    """A render is cancelled while it goes on."""
    ann = lab.newcomer()
    session, draft = with_film(lab, ann)
    render = lab.submit(ann, session, draft, shows=[X.EXPORT_CANCELLED])
    lab.ask("render_cancel", ann, shows=[X.EXPORT_CANCELLED], render_id=render)
    lab.poll(ann, render)


def hidden(lab: Lab) -> None:
    """Somebody polls, cancels and downloads somebody else's render, and one that is none."""
    ann, bob = lab.newcomer(), lab.newcomer("bob")
    session, draft = with_film(lab, ann)
    render = lab.submit(ann, session, draft)
    lab.poll(ann, render)
    for shown, name in ((X.FOREIGN_RENDER, render), (X.UNKNOWN_RENDER, lab.names.render())):
        lab.poll(bob, name, shows=[shown])
        lab.ask("render_download", bob, shows=[shown], render_id=name)
        lab.ask("render_cancel", bob, shows=[shown], render_id=name)
    lab.poll(ann, render)


def drafts(lab: Lab) -> None:
    """A draft without a segment, one with keys that nobody knows, and the server's own."""
    ann = lab.newcomer()
    session, draft = with_draft(lab, ann)
    lab.submit(ann, session, EMPTY)
    lab.submit(ann, session, altered(draft | {"m": {"canvas": SMALL}}))
    render = lab.submit(ann, session, draft)
    lab.finished(ann, render)
    lab.ask("render_download", ann, render_id=render)


def altered(draft: dict[str, Any]) -> dict[str, Any]:
    """The draft with a key that nobody knows at each of its levels."""
    tracks = [track | {ALTERED_KEY: 1} for track in draft.get("t", []) if isinstance(track, dict)]
    return draft | {"t": tracks, ALTERED_KEY: {"kept": [True, None]}}


def free_plan(lab: Lab) -> None:
    """Somebody whose plan does not export submits a render."""
    ann = lab.member("ann", "free", 200)
    session, draft = with_film(lab, ann)
    lab.submit(ann, session, draft, shows=[X.FREE_PLAN])


def old_link(lab: Lab) -> None:
    """A link is used eight days after it was given."""
    ann = lab.newcomer()
    sent = lab.upload(ann, lab.session(ann), "sample.png")
    rows = need(sent.data.get("files"), list, "no file is told")
    url = str(rows[0].get("cdn_url"))
    lab.fetch(url)
    lab.wait(LASTING)
    lab.fetch(url, shows=[X.LINK_EXPIRED])


def by_name(lab: Lab) -> None:
    """A server that is reached under another name gives links under that name."""
    if lab.control is None:
        raise Stuck("a server that others use is not asked for another host")
    ann = lab.newcomer()
    session = lab.session(ann)
    lab.ask(
        "upload",
        ann,
        files=(("sample.png", (MEDIA / "sample.png").read_bytes()),),
        headers={"Host": PLACE},
        session_id=session,
    )
    sent = lab.upload(ann, session, "sample.png")
    rows = need(sent.data.get("files"), list, "no file is told")
    lab.fetch(str(rows[0].get("cdn_url")))


def others_uploads(lab: Lab) -> None:
    """Drafts with somebody else's upload, and with one that does not exist, are rendered."""
    ann, bob = lab.newcomer(), lab.newcomer("bob")
    sent = lab.upload(ann, lab.session(ann), "sample.png")
    rows = need(sent.data.get("files"), list, "no file is told")
    url = str(rows[0].get("cdn_url"))
    session = lab.session(bob)
    theirs = lab.submit(bob, session, picture(url), shows=[X.FOREIGN_UPLOAD])
    none = lab.submit(bob, session, picture(forged(url) + "0"), note=NO_UPLOAD)
    lab.wait(WHOLE_TIME)
    lab.poll(bob, theirs)
    lab.poll(bob, none)


def picture(url: str) -> dict[str, Any]:
    """A draft that shows one picture for a second."""
    segment = {"id": "s1", "s": 0, "d": 1000, "m": {"type": "image", "url": url}}
    return {"t": [{"id": "v", "tt": 0, "sg": [segment], "m": {}}], "d": 1000, "m": {}}


_EXPORT = tuple(f"S-EXP-{n}" for n in (1, 3, 7, 8, 10, 11, 12, 13, 14, 16, 17, 18, 22))
ALL: Final[tuple[Conversation, ...]] = (
    *variants(
        export,
        (*_EXPORT, "S-CRED-8", "S-LINK-1", "S-LINK-2", "S-LINK-3", "S-OWN-5"),
        SHAPES,
    ),
    told(orphan, "S-EXP-2", "S-EXP-15"),
    *variants(same_id, ("S-EXP-4", "S-EXP-5", "S-EXP-6", "S-EXP-20"), REPEATS),
    told(cancelled, "S-EXP-9"),
    told(hidden, "S-OWN-3", "S-OWN-5", "S-EXP-19"),
    told(drafts, "S-DRAFT-7", "S-DRAFT-8", "S-DRAFT-9", "S-EXP-10", "S-EXP-12"),
    told(free_plan, "S-EXP-21", control=True),
    told(old_link, "S-LINK-2", "S-LINK-4", control=True),
    told(by_name, "S-LINK-1", "S-LINK-5", control=True),
    told(others_uploads, "S-OWN-4"),
)
