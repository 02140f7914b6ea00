"""States that are told again."""

from emulator.tests.stage import Emu, User

from nemo_emulator.views import Views


def test_what_has_not_changed_is_not_written_again() -> None:
    views, thing = Views(), object()

    first = views.of("a", thing, 1, lambda: b"one")
    again = views.of("a", thing, 1, lambda: b"two")

    assert (first, again) == (b"one", b"one")


def test_another_thing_or_another_manner_is_written_anew() -> None:
    views, thing = Views(), object()
    views.of("a", thing, 1, lambda: b"one")

    assert views.of("a", thing, 2, lambda: b"two") == b"two"
    assert views.of("a", object(), 2, lambda: b"three") == b"three"


def test_only_the_newest_are_kept() -> None:
    views = Views(kept=2)
    for name in ("a", "b", "c"):
        views.of(name, views, 1, name.encode)

    assert len(views) == 2
    assert views.of("a", views, 1, lambda: b"anew") == b"anew"


def test_the_same_state_is_told_in_the_same_words(user: User) -> None:
    """The addresses of files too, for an hour; then they are good for a week again."""
    sid = user.session()
    user.upload(sid, "beach.jpg")
    path = f"/api/state/nemo_agent/me/{sid}/latest"

    first = user.get(path).content
    user.emu.advance(60)
    again = user.get(path).content
    user.emu.advance(2 * 3600)
    later = user.get(path).json()

    assert first == again
    assert later["data"]["state"]["video_infos"][0]["cdn_url"].encode() not in first
    assert user.emu.http.get(later["data"]["state"]["video_infos"][0]["cdn_url"]).status_code == 200


def test_a_change_is_told_at_once(user: User) -> None:
    """An upload right after the state was told is in the next one."""
    sid = user.session()
    before = user.state(sid)["video_infos"]
    user.upload(sid, "beach.jpg")

    assert (len(before), len(user.state(sid)["video_infos"])) == (0, 1)


def test_addresses_name_the_host_that_was_asked(emu: Emu, user: User) -> None:
    """Two names of the server get two views."""
    sid = user.session()
    user.upload(sid, "beach.jpg")
    path = f"/api/state/nemo_agent/me/{sid}/latest"
    user.get(path)

    other = emu.http.get(path, headers=user.headers | {"Host": "emulator.example"}).json()

    assert "//emulator.example/" in other["data"]["state"]["video_infos"][0]["cdn_url"]
