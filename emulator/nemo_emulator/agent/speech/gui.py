"""Instructions that presume a screen, which the hosted agent gives and no user can follow."""

from typing import Final

from nemo_emulator.agent.speech.phrase import Phrase

INSTRUCTIONS: Final = (
    Phrase(
        "Click the Export button in the top-right corner to download your video.",
        "点击右上角的“导出”按钮即可下载视频。",
    ),
    Phrase(
        "Open the timeline panel on the left to see every clip.",
        "打开左侧的时间线面板可以查看所有片段。",
    ),
    Phrase(
        "Drag the edges of a clip on the timeline to fine-tune its length.",
        "在时间线上拖拽片段边缘可以微调时长。",
    ),
    Phrase(
        "You can preview the result in the timeline.",
        "你可以在时间线中预览效果。",
    ),
    Phrase(
        "Click on the music track to change its volume in the panel on the right.",
        "点击音乐轨道，在右侧面板中可以调整音量。",
    ),
    Phrase(
        "Drag and drop more photos into the media library to extend your video.",
        "把更多照片拖拽到素材库即可加长视频。",
    ),
)

EXPORT: Final = INSTRUCTIONS[0]
UPLOAD: Final = Phrase(
    "Click the Upload button or drag and drop your files into the media library.",
    "点击“上传”按钮，或把文件拖拽到素材库。",
)
