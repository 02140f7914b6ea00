"""Commands and messages in two languages (C-ROUTE-1, C-ROUTE-2), files in texts, limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_client.limits import limits
from nemo_client.routing import Route, by_name, files_in, route, without_files

COMMANDS = {
    Route.EXPORT: [
        "export",
        "Export!",
        "download",
        "Please export the video.",
        "can you export my video in 1080p?",
        "download it now please",
        "send me the video",
        "Can you send me my finished video, please?",
        "OK, give me the mp4",
        "export as mp4",
        "导出",
        "请导出视频",
        "帮我导出一下吧！",
        "下载视频",
        "把视频发给我",
    ],
    Route.CREDITS: [
        "credits",
        "balance",
        "How many credits do I have left?",
        "what's my balance",
        "Show my credits please",
        "check credit balance",
        "积分",
        "余额",
        "我还有多少积分？",
        "查询余额",
        "看一下我的余额",
    ],
    Route.STATE: [
        "status",
        "show tracks",
        "Show me the tracks",
        "what is the status?",
        "project status",
        "状态",
        "查看状态",
        "现在是什么状态？",
        "显示轨道",
    ],
    Route.UPLOAD: [
        "upload",
        "upload these files",
        "I want to upload some photos",
        "上传",
        "我要上传照片",
    ],
}
MESSAGES = [
    "balance the audio",
    "add end credits",
    "roll the credits at the end",
    "balance the colours of the video",
    "write export in the corner",
    "download speed is the topic of the video",
    "make a status bar",
    "make the tracks louder",
    "upload date as a caption",
    "send me a postcard from the beach",
    "show the title on the tracks for 3 seconds",
    "turn these images into a smooth video with transitions",
    "片尾加上积分动画",
    "把导出两个字写在标题里",
    "平衡音频",
    "状态栏换成红色",
    "用上传的照片做一个视频",
    "",
    "hello",
]


@pytest.mark.parametrize(
    ("text", "target"), [(text, target) for target, texts in COMMANDS.items() for text in texts]
)
def test_commands(text: str, target: Route) -> None:
    """The keyword with its company."""
    assert route(text) is target


@pytest.mark.parametrize("text", MESSAGES)
def test_messages(text: str) -> None:
    """A keyword in other company is none."""
    assert route(text) is Route.MESSAGE


@given(st.text())
def test_every_text_goes_somewhere(text: str) -> None:
    """Nothing that is said can make this fail."""
    assert route(text) in Route
    assert isinstance(files_in(text), tuple)
    assert isinstance(limits(text), tuple)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("upload a.jpg and b.PNG", ("a.jpg", "b.PNG")),
        ("'/tmp/my photo.jpg' /x/y.mp4", ("/tmp/my photo.jpg", "/x/y.mp4")),
        (r"/tmp/my\ photo.jpeg", ("/tmp/my photo.jpeg",)),
        ("use https://x.test/a.jpg for it", ()),
        ("make it like a.jpg.", ("a.jpg",)),
        ("a.jpg, a.jpg", ("a.jpg",)),
        ("notes.txt", ()),
        ("上传 海滩.jpg。", ("海滩.jpg",)),
        ("version 2.mp45", ()),
    ],
)
def test_names_of_files(text: str, names: tuple[str, ...]) -> None:
    """As they are typed, quoted, or dropped into a terminal."""
    assert files_in(text) == names


def test_text_without_the_names() -> None:
    """What is left is what else was said; links stay."""
    assert without_files("upload a.jpg") == "upload"
    assert without_files("'/tmp/my photo.jpg'") == ""
    assert without_files("use https://x.test/a.jpg") == "use https://x.test/a.jpg"


def test_files_are_called_as_the_service_knows_them() -> None:
    """Where they lie on this machine is nothing to the service; links and other files stay."""
    names = {"/tmp/my beach.jpg", "~/b.png"}

    assert by_name("'/tmp/my beach.jpg' goes first", names) == "my beach.jpg goes first"
    assert by_name(r"/tmp/my\ beach.jpg, ~/b.png", names) == "my beach.jpg, b.png"
    assert by_name("gone/c.jpg, http://x.test/a.jpg", names) == "gone/c.jpg, http://x.test/a.jpg"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("change the aspect ratio to 9:16", "makes the video anew"),
        ("改成竖屏", "makes the video anew"),
        ("use a song from Spotify", "stock music"),
        ("retouch my face", "slideshow"),
        ("remove the background of the second photo", "slideshow"),
    ],
)
def test_limits(text: str, words: str) -> None:
    """C-LIM-1: what cannot be done, and what can."""
    (sentence,) = limits(text)

    assert words in sentence


@pytest.mark.parametrize("text", ["make it 3:15 long", "turn the photos into a video"])
def test_no_limits(text: str) -> None:
    """Nobody is lectured without a reason."""
    assert limits(text) == ()
