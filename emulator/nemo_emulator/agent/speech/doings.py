"""What each edit did, as part of a sentence."""

from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits.fields import fields_of
from nemo_emulator.agent.speech.names import called
from nemo_emulator.agent.speech.phrase import Phrase

DOINGS: Final[dict[type, Phrase]] = {
    e.Make: Phrase("put your uploads on the timeline", "已把素材排到时间线上"),
    e.UseOnly: Phrase("kept only {clips}", "只保留了{clips}"),
    e.Keep: Phrase("kept {clips}", "只留下了{clips}"),
    e.AddClips: Phrase("added the new uploads", "加入了新的素材"),
    e.Remove: Phrase("removed {clips}", "删除了{clips}"),
    e.Duplicate: Phrase("duplicated {clips}", "复制了{clips}"),
    e.Move: Phrase("moved clip {clip} to place {to}", "把第{clip}个片段移到了第{to}位"),
    e.Swap: Phrase("swapped clips {one} and {other}", "交换了第{one}和第{other}个片段"),
    e.Replace: Phrase("replaced clip {clip} by upload {by}", "用第{by}个素材替换了第{clip}个片段"),
    e.Reverse: Phrase("reversed the order", "把顺序倒了过来"),
    e.Shuffle: Phrase("shuffled the clips", "打乱了片段顺序"),
    e.Arrange: Phrase("rearranged the clips", "重新排列了片段"),
    e.Sort: Phrase("sorted the clips by {by}", "重新排好了片段顺序"),
    e.SetSeconds: Phrase("set {clips} to {seconds} seconds each", "把{clips}设为每个{seconds}秒"),
    e.Extend: Phrase("changed {clips} by {seconds} seconds", "把{clips}的时长调整了{seconds}秒"),
    e.ExtendTotal: Phrase(
        "changed the whole length by {seconds} seconds", "把总时长调整了{seconds}秒"
    ),
    e.Scale: Phrase("changed how long {clips} stay", "调整了{clips}的时长"),
    e.SetTotal: Phrase("set the whole length to {seconds} seconds", "把总时长设为{seconds}秒"),
    e.Trim: Phrase("trimmed {clips}", "修剪了{clips}"),
    e.SetSpeed: Phrase("set the speed of {clips} to {factor}x", "把{clips}的速度设为{factor}倍"),
    e.SetTransition: Phrase("set the transitions to {style}", "把转场设为{style}"),
    e.SetTransitionLength: Phrase(
        "made the transitions {seconds} seconds long", "把转场时长设为{seconds}秒"
    ),
    e.SetMotion: Phrase("set the motion of {clips} to {style}", "把{clips}的动效设为{style}"),
    e.SetFit: Phrase("changed how {clips} fill the frame", "调整了{clips}的填充方式"),
    e.SetCanvas: Phrase("changed the frame to {shape}", "把画面调整为{shape}"),
    e.AddText: Phrase('added the text "{text}"', "添加了文字“{text}”"),
    e.ChangeText: Phrase("changed the text", "修改了文字"),
    e.RemoveText: Phrase("removed the text", "删除了文字"),
    e.SetSubtitles: Phrase("added the subtitles", "添加了字幕"),
    e.SetMusic: Phrase("added {mood} background music", "添加了{mood}的背景音乐"),
    e.UseAudio: Phrase("laid your audio file under the video", "把上传的音频作为背景音乐"),
    e.RemoveMusic: Phrase("removed the music", "去掉了音乐"),
    e.SetVolume: Phrase("adjusted the volume", "调整了音量"),
    e.FadeSound: Phrase("set how the music fades", "设置了音乐的淡入淡出"),
    e.Duck: Phrase("let the music step back for speech", "说话时会自动压低音乐"),
    e.CutToBeat: Phrase("moved the cuts to the beat", "让切换对齐了节拍"),
    e.SetLook: Phrase("gave {clips} the look {name}", "给{clips}加上了{name}色调"),
    e.Adjust: Phrase("adjusted the {what}", "调整了{what}"),
    e.AddCard: Phrase("added an {where} card", "添加了{where}卡片"),
    e.RemoveCard: Phrase("removed the {where} card", "删除了{where}卡片"),
    e.Generate: Phrase('generated a clip of "{prompt}"', "生成了“{prompt}”的片段"),
    e.Undo: Phrase("took back the last change", "撤销了上一步"),
    e.Redo: Phrase("brought the change back", "恢复了刚才的修改"),
    e.StartOver: Phrase("cleared the timeline", "清空了时间线"),
}

CHINESE: Final = {
    "brightness": "亮度",
    "contrast": "对比度",
    "saturation": "饱和度",
    "vignette": "暗角",
    "grain": "颗粒感",
    "blur": "模糊",
    "intro": "片头",
    "outro": "片尾",
}


def doing(edit: e.Edit, *, chinese: bool) -> str:
    """What the edit did, without a subject."""
    values = fields_of(edit)
    derived = {
        "clips": clips(values.get("clips", ()), chinese=chinese),
        "seconds": f"{abs(values.get('ms') or 0) / 1000:g}",
        "shape": _shape(values),
        **_named(values, chinese=chinese),
    }
    said = DOINGS[type(edit)].say(chinese=chinese, **{**values, **derived})
    return " ".join(said.split())


def _named(values: dict[str, Any], *, chinese: bool) -> dict[str, str]:
    """Styles, looks and moods by the words that people use."""
    cats = {"set_transition": "style", "set_motion": "motion", "set_look": "look"}
    cat = cats.get(values["kind"], "mood")
    keys = ("style", "name", "mood")
    words = {key: str(values[key]) for key in keys if isinstance(values.get(key), str)}
    plain = {key: str(values[key]) for key in ("what", "where", "by") if key in values}
    return {
        **{key: called(cat, word, chinese=chinese) for key, word in words.items()},
        **{key: CHINESE.get(word, word) if chinese else word for key, word in plain.items()},
    }


def _shape(values: dict[str, object]) -> str:
    side = values.get("short_side")
    return " ".join(filter(None, (str(values.get("ratio", "")), f"{side}p" if side else "")))


def clips(places: e.Clips, *, chinese: bool) -> str:
    """The clips, named by their places."""
    if not places:
        return "所有片段" if chinese else "all clips"
    names = [_place(place, chinese=chinese) for place in places]
    return "、".join(names) if chinese else " and ".join(names)


def _place(place: int, *, chinese: bool) -> str:
    if place > 0:
        return f"第{place}个片段" if chinese else f"clip {place}"
    return f"倒数第{-place}个片段" if chinese else f"clip {-place} from the end"


def listed(parts: list[str], *, chinese: bool) -> str:
    """Several doings as one part of a sentence."""
    if chinese:
        return "，".join(parts)
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
