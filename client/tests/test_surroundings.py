"""Environment, identity, attribution, addresses, formats: what flows and drivers stand on."""

import io
import stat
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_client.attribution import Attribution, front_matter, platform_of
from nemo_client.chance import RealChance
from nemo_client.errors import FileUnwritable
from nemo_client.flows.steps import (
    Draw,
    Drawn,
    Forget,
    Identity,
    Inspect,
    Keep,
    Mint,
    Recall,
    Recalled,
    Remember,
    RenderNote,
    Source,
    Talk,
    Wait,
)
from nemo_client.formats import acceptable
from nemo_client.identity import Keeper
from nemo_client.local import Local, as_source
from nemo_client.origin import folder_name, origin_of, resolve, same_origin
from nemo_client.settings import BadSettings, Settings
from nemo_client.wording import count, readable, without_secrets

MEDIA = Path(__file__).parents[2] / "fixtures" / "media"
ID = "0b6f3a1e-7d59-4c46-9a53-3f1f2a9d8c77"
SKILL = '---\nname: "my-skill"\nversion: 1.2.0  # ours\nnested:\n  version: 9\n---\nversion: 3\n'


def settings(**environ: str) -> Settings:
    return Settings.from_environment({"HOME": "/home/u", **environ})


def local(folder: Path) -> Local:
    return Local(RealChance(), Keeper(folder))


def test_defaults_lead_to_the_local_emulator() -> None:
    """contract.md, section 1: the hosted service only when told to."""
    found = settings()

    assert found.profile.api == found.profile.web == "http://127.0.0.1:8787"
    assert found.folder == Path("/home/u/.config/nemovideo/http_127.0.0.1_8787")
    assert found.scale == 1
    assert found.is_loopback
    assert found.profile.attribution.source == "nemo-client"
    assert found.profile.attribution.platform == "unknown"


def test_hosted_service() -> None:
    """It has a web address and the usual folder of its own."""
    found = settings(NEMO_API_URL="https://mega-api-prod.nemovideo.ai/")

    assert found.profile.web == "https://nemovideo.com"
    assert found.folder == Path("/home/u/.config/nemovideo")
    assert not found.is_loopback


def test_everything_can_be_said_in_the_environment() -> None:
    """Addresses lose their last slash, the scale is a number."""
    found = settings(
        NEMO_API_URL="http://emulator:1/",
        NEMO_WEB_URL="http://web:2/",
        NEMO_TOKEN="nmv_usr_1",
        NEMO_CLIENT_ID=ID,
        NEMO_TIME_SCALE="30",
        SKILL_SOURCE="desk",
        XDG_CONFIG_HOME="/cfg",
    )

    assert (found.profile.api, found.profile.web) == ("http://emulator:1", "http://web:2")
    assert (found.profile.token, found.profile.client_id, found.scale) == ("nmv_usr_1", ID, 30)
    assert found.folder == Path("/cfg/nemovideo/http_emulator_1")
    assert found.profile.attribution.platform == "desk"
    assert "nmv_usr_" not in repr(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEMO_API_URL", "127.0.0.1:8787"),
        ("NEMO_WEB_URL", "ftp://x"),
        ("NEMO_TIME_SCALE", "fast"),
        ("NEMO_TIME_SCALE", "0"),
        ("NEMO_TIME_SCALE", "nan"),
        ("NEMO_TOKEN", "nmv_usr_é"),
        ("NEMO_CLIENT_ID", "a\nb"),
    ],
)
def test_bad_settings_are_named(name: str, value: str) -> None:
    """The message says which variable is wrong."""
    with pytest.raises(BadSettings, match=name):
        settings(**{name: value})


def test_attribution_from_the_skill_file(tmp_path: Path) -> None:
    """Name and version from its head, platform from where it lies."""
    skill = tmp_path / ".clawhub" / "skills" / "x" / "SKILL.md"
    skill.parent.mkdir(parents=True)
    skill.write_text(SKILL, "utf-8")

    found = settings(HOME=str(tmp_path), NEMO_INSTALL_PATH=str(skill)).profile.attribution

    assert found == Attribution("my-skill", "1.2.0", "clawhub")


def test_skill_file_that_is_not_there(tmp_path: Path) -> None:
    """The program's own name stands in; the place still tells the platform."""
    path = tmp_path / ".cursor" / "skills" / "x" / "SKILL.md"

    found = settings(HOME=str(tmp_path), NEMO_INSTALL_PATH=str(path)).profile.attribution

    assert (found.source, found.platform) == ("nemo-client", "cursor")


@pytest.mark.parametrize(
    ("path", "platform"),
    [
        ("/h/.clawhub/s/SKILL.md", "clawhub"),
        ("/h/.cursor/skills/s/SKILL.md", "cursor"),
        ("/h/.cursor/other/SKILL.md", "unknown"),
        ("/x/.clawhub/s/SKILL.md", "unknown"),
        (None, "unknown"),
    ],
)
def test_platform(path: str | None, platform: str) -> None:
    """By the folder below the user's home."""
    install = None if path is None else PurePosixPath(path)

    assert platform_of(install, PurePosixPath("/h")) == platform


@pytest.mark.parametrize("text", ["", "no head", "---\nname: x\n", "name: x\n---\n"])
def test_no_front_matter(text: str) -> None:
    """Only what stands between the two lines counts."""
    assert front_matter(text) == {}


@given(st.text(), st.text())
def test_attribution_can_stand_in_headers(source: str, version: str) -> None:
    """Whatever a skill calls itself, the values are plain ASCII and never empty."""
    for value in Attribution(source, version).headers().values():
        assert value
        assert value.isascii()
        assert value.isprintable()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a/x", "http://A:80/y?z", True),
        ("https://a", "https://a:443", True),
        ("http://a", "https://a", False),
        ("http://a", "http://a.b", False),
        ("http://a:1", "http://a:2", False),
        ("http://a@b", "http://a", False),
        ("nonsense", "nonsense", False),
    ],
)
def test_origins(one: str, other: str, *, same: bool) -> None:
    """C-ATTR-1: scheme, host and port."""
    assert same_origin(one, other) is same


@pytest.mark.parametrize("url", ["http://", "//x", "mailto:x", "http://[", "http://a:b"])
def test_no_origin(url: str) -> None:
    """What is no web address has none."""
    with pytest.raises(ValueError, match=r".+"):
        origin_of(url)
    assert resolve("", url) is None


def test_resolving() -> None:
    """Relative addresses belong to where they were found."""
    assert resolve("http://a/b/c", "d") == "http://a/b/d"
    assert resolve("http://a", "") is None


def test_folder_names_are_plain() -> None:
    """Also for numeric addresses with colons."""
    assert folder_name("http://[::1]:8787") == "http_..1_8787"


def test_identity_survives(tmp_path: Path) -> None:
    """C-AUTH-3: id and token, for their owner's eyes only."""
    identity = Identity(ID, "nmv_usr_1", "anon_1")

    Keeper(tmp_path / "new").remember(identity)

    assert Keeper(tmp_path / "new").recall() == identity
    assert (tmp_path / "new" / "client_id").read_text("ascii").strip() == ID
    for path in (tmp_path / "new").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_client_id_alone_is_an_identity(tmp_path: Path) -> None:
    """One that another program of the vendor's kept."""
    (tmp_path / "client_id").write_text(ID.upper(), "ascii")

    assert Keeper(tmp_path).recall() == Identity(ID)


@pytest.mark.parametrize("text", ["", "not-a-uuid", "nmv_usr_1"])
def test_no_uuid_is_no_client_id(tmp_path: Path, text: str) -> None:
    """C-AUTH-3: a UUID only."""
    (tmp_path / "client_id").write_text(text, "ascii")

    assert Keeper(tmp_path).recall() is None


def test_token_of_another_client_id_is_not_used(tmp_path: Path) -> None:
    """A token goes with the id that it was given for."""
    keeper = Keeper(tmp_path)
    keeper.remember(Identity(ID, "nmv_usr_1"))
    other = ID.replace("0b6f", "ffff")
    (tmp_path / "client_id").write_text(other, "ascii")

    assert keeper.recall() == Identity(other)


@pytest.mark.parametrize("junk", [b"{", b"[]", b"\xff\xfe"])
def test_damaged_files_are_as_good_as_none(tmp_path: Path, junk: bytes) -> None:
    """Nothing that lies in the folder can make this fail."""
    (tmp_path / "client_id").write_text(ID, "ascii")
    (tmp_path / "access.json").write_bytes(junk)
    (tmp_path / "renders.json").write_bytes(junk)

    assert Keeper(tmp_path).recall() == Identity(ID)
    assert Keeper(tmp_path).renders() == ()


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """Nothing is kept, and nothing fails."""
    (tmp_path / "file").write_bytes(b"")
    keeper = Keeper(tmp_path / "file" / "folder")

    keeper.remember(Identity(ID, "nmv_usr_1"))

    assert keeper.recall() is None


def test_renders_are_remembered_until_they_came(tmp_path: Path) -> None:
    """C-EXP-7: the latest fifty."""
    keeper = Keeper(tmp_path)
    for n in range(60):
        keeper.remember(RenderNote(f"r{n}", "7", "d"))

    keeper.forget("r59")
    keeper.forget("never heard of")

    assert keeper.renders() == tuple(RenderNote(f"r{n}", "7", "d") for n in range(10, 59))


def test_last_session_is_remembered(tmp_path: Path) -> None:
    """For the next run to go on with; anything else in the file is none."""
    keeper, talk = Keeper(tmp_path), Talk("7", "t", "u", "holiday", "zh")

    keeper.remember(talk)

    assert keeper.talk() == talk
    (tmp_path / "session.json").write_text('{"session_id": 7}', "ascii")
    assert keeper.talk() is None


def test_odd_notes_of_renders(tmp_path: Path) -> None:
    """Whatever lies in the file, the ids can be asked for."""
    (tmp_path / "renders.json").write_text('{"a": 5, "b": ["7"], "c": ["7", "d", "e"]}', "ascii")

    assert Keeper(tmp_path).renders() == (
        RenderNote("a", ""),
        RenderNote("b", "7"),
        RenderNote("c", "7", "d"),
    )


def test_local_steps(tmp_path: Path) -> None:
    """Ids, memory and files are answered without a network."""
    at = local(tmp_path)

    drawn = at.do(Mint(Draw.UUID), 5.0)
    at.do(Remember(Identity(ID)), 5.0)
    at.do(Remember(RenderNote("r", "7")), 5.0)
    at.do(Forget("r"), 5.0)

    assert isinstance(drawn, Drawn)
    assert len(drawn.text) == 36
    assert at.do(Recall(), 6.0) == Recalled(6.0, Identity(ID))
    assert at.keeper.renders() == ()


def test_render_ids_do_not_repeat(tmp_path: Path) -> None:
    """C-EXP-2: not even within a millisecond."""
    at = local(tmp_path)

    answers = [at.do(Mint(Draw.RENDER), 0.0) for _ in range(200)]

    texts = {answer.text for answer in answers if isinstance(answer, Drawn)}
    assert len(texts) == 200
    assert all(text.startswith("render_") for text in texts)


def test_a_step_for_somebody_else(tmp_path: Path) -> None:
    """A driver that forgot a step hears of it."""
    with pytest.raises(TypeError, match="Wait"):
        local(tmp_path).do(Wait(1), 0.0)


@pytest.mark.parametrize(
    ("item", "name", "size"),
    [
        (b"12345", "file", 5),
        (Source("x.wav", io.BytesIO(b"1234")), "x.wav", 4),
        (Source("x.jpg", b"123"), "x.jpg", 3),
        (str(MEDIA / "dot.png"), "dot.png", (MEDIA / "dot.png").stat().st_size),
        (MEDIA / "gone.png", "gone.png", None),
        (MEDIA, "media", None),
    ],
)
def test_files_are_looked_at(
    tmp_path: Path, item: Source | str | Path | bytes, name: str, size: int | None
) -> None:
    """C-UP-1: name, length and first bytes; a folder or a missing file has no length."""
    facts = local(tmp_path).do(Inspect(as_source(item)), 0.0)

    assert (getattr(facts, "name", ""), getattr(facts, "size", -1)) == (name, size)


def test_finished_file_gets_its_name(tmp_path: Path) -> None:
    """Or is thrown away."""
    part = tmp_path / "v.part"
    part.write_bytes(b"v")

    local(tmp_path).do(Keep(part, tmp_path / "v.mp4"), 0.0)
    local(tmp_path).do(Keep(part, None), 0.0)

    assert list(tmp_path.iterdir()) == [tmp_path / "v.mp4"]


def test_name_that_cannot_be_given(tmp_path: Path) -> None:
    """Said in a sentence."""
    part = tmp_path / "v.part"
    part.write_bytes(b"v")

    with pytest.raises(FileUnwritable, match="Name another place"):
        local(tmp_path).do(Keep(part, tmp_path / "no" / "v.mp4"), 0.0)


@pytest.mark.parametrize("path", sorted(MEDIA.glob("*.*")), ids=lambda path: path.name)
def test_media_are_acceptable(path: Path) -> None:
    """Every sample file is taken for what it is, whatever its name; notes and scripts are not."""
    is_media = path.suffix not in {".py", ".md"}

    assert acceptable("unnamed", path.read_bytes()[:16]) is is_media


@pytest.mark.parametrize(("name", "good"), [("a.JPG", True), ("a.jpeg", True), ("a.txt", False)])
def test_names_count_when_the_content_is_unknown(name: str, *, good: bool) -> None:
    """The service has the last word on those."""
    assert acceptable(name, b"????") is good


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("too  many\nrequests", "too many requests"),
        ('{"a": 1}', ""),
        ("<html>", ""),
        ("token nmv_usr_1 is bad", "token ••• is bad"),
        ("x" * 300, "x" * 200 + "…"),
        (None, ""),
        (5, ""),
    ],
)
def test_messages_for_people(message: object, words: str) -> None:
    """C-SEC-2: no raw JSON, no secrets, no essays."""
    assert readable(message) == words


def test_secrets_are_blotted_out() -> None:
    """C-SEC-2"""
    assert without_secrets("Authorization: Bearer abc.def nmv_usr_x1") == "Authorization: ••• •••"


def test_counting() -> None:
    """One file, two files."""
    assert (count(1, "file"), count(2, "file")) == ("1 file", "2 files")
