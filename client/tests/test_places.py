"""Files where they are looked for, and places where a result can go."""

import os
from pathlib import Path

import pytest

from nemo_client import flows
from nemo_client.chance import RealChance
from nemo_client.errors import BadUsage, FileMissing, FileUnwritable, Refused
from nemo_client.flows.judge import Refusal, error_of
from nemo_client.flows.steps import Done, FileFacts, Found, Inspect, Kind, Prepare, Source
from nemo_client.formats import amount
from nemo_client.identity import Keeper
from nemo_client.local import Local, as_source
from nemo_client.make import batches
from nemo_client.multipart import Multipart
from nemo_client.report import kept
from nemo_client.stage import JPEG, Stage, desk, job, ok, said, saved, state, stranger, streaming
from nemo_client.stage import end as stream_end
from nemo_client.wording import language_of, sentence

DRAFT = {"t": [{"tt": 0, "sg": [{"id": "a", "s": 0, "d": 1600, "m": {}}]}]}
LOGIN = ok({"token": "nmv_usr_1", "user_id": "anon_1"})
SESSION = ok({"session_id": "7", "task_id": "t", "user_id": "me"})


@pytest.fixture
def local(tmp_path: Path) -> Local:
    return Local(RealChance(), Keeper(tmp_path / "kept"))


def look(local: Local, path: Path) -> FileFacts:
    facts = local.do(Inspect(as_source(path)), 0.0)
    assert isinstance(facts, FileFacts)
    return facts


def test_a_pipe_is_not_waited_for(local: Local, tmp_path: Path) -> None:
    """Nobody may ever write into it, so it is not opened."""
    os.mkfifo(tmp_path / "pipe.jpg")

    facts = look(local, tmp_path / "pipe.jpg")

    assert (facts.size, facts.found) == (None, Found.DEVICE)


def test_a_link_to_a_file_is_a_file(local: Local, tmp_path: Path) -> None:
    """Links are followed."""
    (tmp_path / "real.jpg").write_bytes(JPEG)
    (tmp_path / "link.jpg").symlink_to(tmp_path / "real.jpg")

    facts = look(local, tmp_path / "link.jpg")

    assert (facts.size, facts.head, facts.found) == (len(JPEG), JPEG[:16], Found.FILE)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Found.FILE, "cannot be read"),
        (Found.FOLDER, "is a folder.*--each"),
        (Found.DEVICE, "is a pipe"),
        (Found.NOTHING, "is not there"),
    ],
)
def test_what_is_no_file_is_told_apart(found: Found, words: str) -> None:
    """Each with what to do about it."""
    checking = flows.check([Source("x", Path("x"))])
    next(checking)

    with pytest.raises(FileMissing, match=words):
        checking.send(FileFacts(0, "x", None, found=found))


def test_a_folder_and_nothing_are_told_apart(local: Local, tmp_path: Path) -> None:
    """By looking."""
    assert look(local, tmp_path).found is Found.FOLDER
    assert look(local, tmp_path / "gone").found is Found.NOTHING
    assert look(local, Path("a\0b")).found is Found.NOTHING


@pytest.mark.parametrize("name", ["v.mp4", "new/v.mp4"])
def test_one_missing_folder_is_no_obstacle(local: Local, tmp_path: Path, name: str) -> None:
    """It is made when the file comes, not before."""
    local.do(Prepare(tmp_path / name), 0.0)

    assert list(tmp_path.iterdir()) == []


def test_two_missing_folders_are_a_typing_mistake(local: Local, tmp_path: Path) -> None:
    """Nothing is made; the first missing one is named."""
    with pytest.raises(FileUnwritable, match=r"The folder .*/nonexistent is not there"):
        local.do(Prepare(tmp_path / "nonexistent" / "dir" / "x.mp4"), 0.0)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_place_for_a_file(local: Local, tmp_path: Path) -> None:
    """But there is one in it."""
    with pytest.raises(FileUnwritable, match=r"is a folder.*video\.mp4"):
        local.do(Prepare(tmp_path), 0.0)


@pytest.mark.parametrize("name", ["clip.webm", "clip.AVI", "clip.gif"])
def test_another_ending_would_lie(local: Local, tmp_path: Path, name: str) -> None:
    """The service gives MP4, whatever the file is called."""
    with pytest.raises(FileUnwritable, match=r"comes as MP4\. Name it .*clip\.mp4"):
        local.do(Prepare(tmp_path / name), 0.0)


@pytest.mark.parametrize("name", ["clip.mp4", "clip.MP4", "clip", "v1.2"])
def test_no_ending_lies_less(local: Local, tmp_path: Path, name: str) -> None:
    """Only the endings of other kinds of files are refused."""
    assert isinstance(local.do(Prepare(tmp_path / name), 0.0), Done)


def test_a_closed_folder_is_no_place(local: Local) -> None:
    """The kernel's own lets nobody make files, whoever asks."""
    with pytest.raises(FileUnwritable, match="The folder /proc/1/nowhere"):
        local.do(Prepare(Path("/proc/1/nowhere/deep/x.mp4")), 0.0)


def test_the_place_is_looked_at_before_anything_is_rendered() -> None:
    """A render whose file has nowhere to go would be in vain."""
    for flow in (flows.export(desk(), Path("x.mp4")), flows.resume(desk(), "r", Path("x.mp4"))):
        assert next(flow) == Prepare(Path("x.mp4"))


def test_each_folder_has_its_files_in_order(tmp_path: Path) -> None:
    """By name; what is no folder stands for itself."""
    (tmp_path / "v1.2").mkdir()
    for name in ("b.jpg", "a.jpg", "notes.txt"):
        (tmp_path / "v1.2" / name).write_bytes(b"x")
    folder, alone = tmp_path / "v1.2", tmp_path / "c.jpg"

    made = list(batches([folder, alone], tmp_path / "x.mp4", each=True))

    assert made == [
        ([folder / "a.jpg", folder / "b.jpg"], tmp_path / "v1.2.mp4"),
        ([alone], tmp_path / "c.jpg.mp4"),
    ]


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (33_400, "33 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (209_715_200, "209.7 MB"),
    ],
)
def test_sizes_are_never_nought(size: int, shown: str) -> None:
    """In the unit that fits."""
    assert amount(size) == shown


@pytest.mark.parametrize("message", ["That does not exist in this API.", "No such thing", "什么？"])
def test_the_services_words_end_once(message: str) -> None:
    """With their own full stop or with ours."""
    text = str(error_of(desk(), Refusal(404, message)))

    assert message in text
    assert ".." not in text
    assert "？." not in text
    assert sentence("") == ""


@pytest.mark.parametrize(
    ("refusal", "advice"),
    [
        (Refusal(422, "The text has more than 8000 letters; say less."), "Change that, then try"),
        (Refusal(422, ""), "Try again later"),
        (Refusal(418, "I am a teapot"), "Try again later"),
        (Refusal(4001, "a.jpg: The picture is damaged."), "is damaged. Send a whole file of one"),
    ],
)
def test_the_advice_fits_the_refusal(refusal: Refusal, advice: str) -> None:
    """What can never work is not to be tried again as it is."""
    assert advice in str(error_of(desk(), refusal))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("make a clip", "en"),
        ("把这些照片做成视频", "zh"),
        ("Titel: 天堂", "zh"),
        ("写真を動画にして", "ja"),
        ("사진으로 영상 만들어 줘", "ko"),
        ("", "en"),
    ],
)
def test_letters_tell_the_language(text: str, code: str) -> None:
    """As far as they can."""
    assert language_of(text) == code


def test_a_name_that_is_no_text_can_be_sent() -> None:
    """File systems take any bytes for a name; so must the form."""
    body = b"".join(Multipart((Source("a\udcff.jpg", JPEG),), "b"))

    assert b'filename="a?.jpg"' in body


def test_a_message_that_is_no_text_is_not_sent() -> None:
    """Nothing is asked of the service."""
    stage = Stage([])

    with pytest.raises(BadUsage, match="not UTF-8"):
        stage.play(flows.send(desk(), "hi \udcff"))

    assert stage.requests == []


def test_a_chinese_wish_opens_a_chinese_session() -> None:
    """The first words settle the session's language."""
    stage = Stage([LOGIN, SESSION, streaming(), said("好。"), stream_end()])

    stage.play(flows.say(stranger(), flows.Words("做一个视频"), Path("x.mp4")))

    assert stage.requests[1].json == {"task_name": "project", "language": "zh"}


def test_what_is_left_behind_can_be_fetched_by_a_command() -> None:
    """The sentence names it, with the render's id."""
    stage = Stage([state(DRAFT), job("pending"), *[job("processing")] * 10])

    with pytest.raises(Exception, match=r"nemo-client resume render-1") as raised:
        stage.play(flows.export(desk(), Path("x.mp4")))

    assert not isinstance(raised.value, Refused)


def test_a_link_to_this_machine_says_so() -> None:
    """It keeps nothing once the emulator is gone."""
    script = [state(DRAFT), job("pending"), job("completed"), saved(), ok({"claim_token": "clm_1"})]
    home, web = Stage(list(script)), Stage(list(script))

    mine = home.play(flows.export(desk(web="http://127.0.0.1:1"), Path("x.mp4"))).link
    theirs = web.play(flows.export(desk(), Path("x.mp4"))).link

    assert home.told(Kind.HINT) == ["That link leads to this machine, while its emulator runs."]
    assert web.told(Kind.HINT) == []
    assert list(kept(mine)) == ["link", "leads to"]
    assert kept(theirs) == {"keep it": theirs}
    assert kept("") == {}
