"""Why an edit is impossible, in both languages."""

from enum import Enum


class Problem(Enum):
    """Sentences for the user: English, Chinese. Braces are filled in."""

    NO_PICTURES = (
        "There are no pictures yet. Upload some photos or clips first, then ask me again.",
        "还没有图片。请先上传一些照片或视频片段，然后再告诉我。",
    )
    NO_TIMELINE = (
        "The timeline is empty. Ask me to make a video first, then change it.",
        "时间线还是空的。请先让我做一个视频，再进行修改。",
    )
    NO_CLIP = (
        "There is no clip {place}; the timeline has {count}.",
        "没有第{place}个片段，时间线上一共只有{count}个。",
    )
    NO_UPLOAD = (
        "There is no upload {place}; so far there are {count}.",
        "没有第{place}个上传文件，目前一共只有{count}个。",
    )
    NOTHING_NEW = (
        "All uploads are on the timeline already. Upload another file first.",
        "所有上传的文件都已经在时间线上了。请先上传新的文件。",
    )
    NOTHING_LEFT = (
        "That would leave no clip at all. Say 'start over' if you want an empty timeline.",
        "这样就一个片段也不剩了。如果想清空时间线，请说“重新开始”。",
    )
    TOO_LONG = (
        "That would make {seconds} seconds; a video can be {most} seconds long at most.",
        "这样视频会有{seconds}秒，最长只能是{most}秒。",
    )
    TOO_SHORT = (
        "That is too short: each clip needs at least {least} ms.",
        "太短了：每个片段至少需要{least}毫秒。",
    )
    CLIPS_END = (
        "The clips have {seconds} seconds in all, so the video can't be longer than that.",
        "所有片段加起来只有{seconds}秒，视频不能比这更长。",
    )
    NO_TEXT = ("There is no such text on the timeline.", "时间线上没有这样的文字。")
    PAST_END = (
        "The video is only {seconds} seconds long; nothing is shown at that time.",
        "视频只有{seconds}秒，那个时间没有画面。",
    )
    NO_MUSIC = (
        "There is no music yet. Ask me to add some first.",
        "还没有音乐。请先让我加上音乐。",
    )
    NO_SOUND_FILE = (
        "There is no uploaded sound. Upload an mp3, wav, m4a or aac file first.",
        "还没有上传音频。请先上传 mp3、wav、m4a 或 aac 文件。",
    )
    NO_CARD = ("There is no such card on the timeline.", "时间线上没有这样的卡片。")
    NOTHING_TO_UNDO = ("There is nothing to undo.", "没有可以撤销的操作。")
    NOTHING_TO_REDO = ("There is nothing to redo.", "没有可以重做的操作。")
    TOO_SMALL = (
        "That picture would be too small: each side needs at least {least} pixels.",
        "画面太小了：每条边至少需要{least}像素。",
    )
    TOO_LARGE = (
        "The picture can be {most} pixels on its shorter side at most.",
        "画面短边最多{most}像素。",
    )

    def say(self, *, chinese: bool, **values: object) -> str:
        """The sentence, filled in."""
        return self.value[1 if chinese else 0].format(**values)


class CannotEdit(Exception):
    """The draft does not allow this edit; ``say`` tells the user why and what to do next."""

    def __init__(self, problem: Problem, **values: object) -> None:
        super().__init__(problem.say(chinese=False, **values))
        self.problem = problem
        self.values = values

    def say(self, *, chinese: bool) -> str:
        """The reason in the session's language."""
        return self.problem.say(chinese=chinese, **self.values)
