"""Screen talk out, descriptions in (C-GUI-1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_client.gui import Action, translate

INSTRUCTIONS = [
    ("Click the Export button in the top right corner to download your video.", Action.EXPORT),
    ('Tap "Save".', Action.EXPORT),
    ("Once you're happy, press the Export button.", Action.EXPORT),
    ("Find the Export option in the menu.", Action.EXPORT),
    ("The Export button is at the top.", Action.EXPORT),
    ("点击右上角的“导出”按钮下载视频。", Action.EXPORT),
    ("现在可以直接导出视频了。", Action.EXPORT),
    ("Open the timeline panel to see your clips.", Action.SHOW),
    ("You can preview it in the timeline.", Action.SHOW),
    ("Now head to the Preview tab.", Action.SHOW),
    ("打开左侧的时间线面板可以查看所有片段。", Action.SHOW),
    ("你可以在时间线中预览效果。", Action.SHOW),
    ("Drag the clip to the end of the track.", Action.EDIT),
    ("You can drag and drop the clips to reorder them.", Action.EDIT),
    ("By dragging its edge you change the length.", Action.EDIT),
    ("在时间线上拖拽片段边缘可以微调时长。", Action.EDIT),
    ("Select the text layer and choose a colour from the panel.", Action.EDIT),
    ("点击音乐轨道，在右侧面板中可以调整音量。", Action.EDIT),
    ("Click the Upload button or drag and drop your files into the media library.", Action.UPLOAD),
    ("点击“上传”按钮，或把文件拖拽到素材库。", Action.UPLOAD),
]
DESCRIPTIONS = [
    "The clip opens with a beach and the camera drags slowly.",
    "The doors open to a wide beach; people open the picnic.",
    "I moved the photo to open the video with a sunrise.",
    "门打开，海边的光照进来。",
    "你可以说“导出”来获取视频。",
    'Say "export" when you are ready.',
    'Added the title "Click here" for 0.5 s. Looks good!',
    "The beat hits at 3.5 s. Use the music as you like.",
    "一只手拿起杯子。画面很美！",
]


@pytest.mark.parametrize(("text", "action"), INSTRUCTIONS)
def test_instructions_are_not_shown(text: str, action: Action) -> None:
    """Each becomes what it stands for."""
    guidance = translate(text)

    assert guidance.shown == ""
    assert guidance.actions == (action,)


@pytest.mark.parametrize("text", DESCRIPTIONS)
def test_descriptions_stay(text: str) -> None:
    """Words alone make no instruction."""
    assert translate(text).shown == text
    assert translate(text).actions == ()


@pytest.mark.parametrize("text", [text for text, _ in INSTRUCTIONS])
@pytest.mark.parametrize("description", DESCRIPTIONS)
def test_an_instruction_leaves_its_neighbours_alone(text: str, description: str) -> None:
    """Before, after, or on a line of its own."""
    assert translate(f"{description} {text}").shown == description
    assert translate(f"{text} {description}").shown == description
    assert translate(f"{text}\n{description}").shown == description


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "I've set the music to 35%, then open the Settings menu to tune it.",
            "I've set the music to 35%.",
        ),
        ("我已经添加了标题，点击导出按钮即可下载。", "我已经添加了标题。"),
        ("Three photos, fades between them: click Export.", "Three photos, fades between them."),
        ("To adjust it, click on the clip.", ""),
        ("Steps:\n1. Click Export.\n2. Choose 1080p.", "Steps:\n\n2. Choose 1080p."),
        ("Done.\n- Open the timeline panel.\n- Say more.", "Done.\n\n- Say more."),
        ("Done. **Open the timeline panel.** Say more.", "Done. Say more."),
        ("好了。**打开左侧的时间线面板。**还有吗？", "好了。还有吗？"),
    ],
)
def test_a_sentence_keeps_what_comes_before(text: str, shown: str) -> None:
    """The description in front of an instruction stays, a mere lead-in goes with it."""
    assert translate(text).shown == shown


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_nothing_is_invented(text: str) -> None:
    """What is shown is made of the text; without an instruction it is the text."""
    guidance = translate(text)

    assert len(guidance.shown) <= len(text) + 1
    if not guidance.actions:
        assert guidance.shown == text.strip()
