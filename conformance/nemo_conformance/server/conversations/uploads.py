"""Uploads: every kind, odd ones, several at once, by address, too large."""

import tempfile
from typing import Final

from nemo_conformance.server.conversations.conversation import Conversation, told
from nemo_conformance.server.lab import MEDIA, Lab
from nemo_contract import Exposure as X

KINDS: Final = (
    "mp4",
    "mov",
    "avi",
    "webm",
    "mkv",
    "jpg",
    "png",
    "gif",
    "webp",
    "mp3",
    "wav",
    "m4a",
    "aac",
)
LIMIT: Final = 209_715_200
WORDS: Final = b"Just a few words, no picture.\n" * 20


def every_kind(lab: Lab) -> None:
    """A file of every kind, one by one, and two in one request."""
    ann = lab.newcomer()
    session = lab.session(ann)
    for kind in KINDS:
        lab.upload(ann, session, f"sample.{kind}")
    lab.upload(ann, session, "photo.jpeg=sample.jpg", "sample.mp3")


def odd_files(lab: Lab) -> None:
    """A picture named as a film, words named as a picture, words as they are, and a mixture."""
    ann = lab.newcomer()
    session = lab.session(ann)
    lab.upload(ann, session, "picture.mp4=sample.png", shows=[X.MISNAMED_FILE_SENT])
    words = [X.MISNAMED_FILE_SENT, X.BAD_FILE_SENT]
    lab.ask("upload", ann, files=(("words.jpg", WORDS),), shows=words, session_id=session)
    bad = ("notes.txt", WORDS)
    lab.ask("upload", ann, files=(bad,), shows=[X.BAD_FILE_SENT], session_id=session)
    lab.state(ann, session)
    good = ("sample.png", (MEDIA / "sample.png").read_bytes())
    both = [X.MIXED_FILES_SENT, X.BAD_FILE_SENT]
    lab.ask("upload", ann, files=(good, bad), shows=both, session_id=session)
    lab.state(ann, session)


def by_address(lab: Lab) -> None:
    """A file is uploaded by its address: one the user named, or that of an earlier upload."""
    ann = lab.newcomer()
    session = lab.session(ann)
    sent = lab.upload(ann, session, "sample.png")
    rows = sent.data.get("files") or [{}]
    url = lab.media or str(rows[0].get("cdn_url"))
    lab.ask("upload", ann, json={"urls": [url], "source_type": "url"}, session_id=session)


def too_large(lab: Lab) -> None:
    """A film of one byte more than 200 MB."""
    ann = lab.newcomer()
    session = lab.session(ann)
    with tempfile.TemporaryFile() as film:
        film.write((MEDIA / "sample.mp4").read_bytes())
        film.truncate(LIMIT + 1)
        film.seek(0)
        lab.ask(
            "upload",
            ann,
            files=(("long.mp4", film),),
            shows=[X.BIG_FILE_SENT],
            session_id=session,
        )


ALL: Final[tuple[Conversation, ...]] = (
    told(every_kind, "S-UP-1", "S-UP-3", "S-UP-4", "S-UP-5"),
    told(odd_files, "S-UP-6", "S-UP-7", "S-UP-8"),
    told(by_address, "S-UP-2"),
    told(too_large, "S-UP-9", control=True),
)
