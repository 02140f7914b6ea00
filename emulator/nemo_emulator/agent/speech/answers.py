"""What the agent says when nothing is edited: answers, and what it cannot do."""

from typing import Final

from nemo_emulator.agent.speech.phrase import Phrase

ANSWERS: Final = {
    "hello": Phrase(
        "Hi! Send me photos or clips and tell me what video you would like, for example: 'make a"
        " smooth slideshow with calm music'.",
        "你好！发给我照片或视频片段，告诉我想要什么样的视频，例如“做一个配舒缓音乐的流畅幻灯片”。",
    ),
    "help": Phrase(
        "I turn photos and clips into videos. I can order, trim and time them, add transitions,"
        " motion, titles, subtitles, music and colour looks, change the aspect ratio, and draw"
        " simple scenes like a sunset or an ocean without any upload.",
        "我可以把照片和视频片段做成视频：调整顺序和时长、裁剪、加转场、动效、标题、字幕、音乐和色调，"
        "更改画面比例，也可以不用素材直接画出日落、海洋等简单场景。",
    ),
    "status": Phrase("{summary}", "{summary}"),
    "question": Phrase(
        "{summary} If you want something changed, just tell me what.",
        "{summary}想改哪里，直接告诉我就行。",
    ),
    "praise": Phrase(
        "Thanks for telling me! Nothing was changed. Say what you would like to be different.",
        "谢谢你的反馈！我没有做任何修改。想改什么请告诉我。",
    ),
    "offtopic": Phrase(
        "I only make videos, so I can't help with that. Send me photos or describe a video.",
        "我只会做视频，这件事帮不上忙。可以发照片给我，或者描述你想要的视频。",
    ),
    "export": Phrase(
        "Your video is ready to be exported. {summary}",
        "视频可以导出了。{summary}",
    ),
    "credits": Phrase(
        "The first edit of a project costs 50 credits, a generated clip 100; exporting is free.",
        "每个项目的第一次编辑消耗50积分，生成一个片段消耗100积分，导出免费。",
    ),
}

CANNOT: Final = {
    "photo": Phrase(
        "I can't change what is inside a photo. I can use it in a slideshow, crop it to the frame,"
        " or give it a colour look.",
        "我不能修改照片里面的内容，但可以把它做进幻灯片、按画面裁切，或者加上色调。",
    ),
    "voice": Phrase(
        "I can't record or synthesise a voice. Upload a recording and I'll lay it under the video.",
        "我不能录制或合成人声。你可以上传录音，我把它配到视频里。",
    ),
    "hearing": Phrase(
        "I can't listen to speech or translate it. Send me the lines and I'll add them as"
        " subtitles.",
        "我不能识别或翻译语音。把台词发给我，我可以加成字幕。",
    ),
    "layers": Phrase(
        "I can't put stickers, logos or several pictures on top of each other. I can add titles,"
        " captions, frames filled with blur or a colour, and intro or outro cards.",
        "我不能叠加贴纸、标志或多个画面，但可以加标题、说明文字、模糊或纯色背景，以及片头片尾卡片。",
    ),
    "playback": Phrase(
        "I can't play clips backwards, freeze, turn or stabilise them. I can trim them, change"
        " their speed, and reverse the order of the clips.",
        "我不能倒放、定格、旋转或稳定画面，但可以裁剪、变速，以及把片段顺序倒过来。",
    ),
    "link": Phrase(
        "I can't take anything from links or streaming services. Choose one of my own music styles:"
        " {moods}. Or upload a file.",
        "我不能使用链接或流媒体平台的内容。可以选我自带的音乐风格：{moods}，或者上传文件。",
    ),
}

STAGES: Final = {
    "generating": Phrase(
        "I'm generating a clip of {prompt} for you. This takes a few minutes.",
        "正在为你生成“{prompt}”的片段，需要几分钟。",
    ),
    "undone": Phrase(
        'Your credits do not cover the clip of "{prompt}", so I stop here. What was done so far'
        " stays; the clip, and everything that was to come after it, is left undone.",
        "积分不够生成“{prompt}”的片段，所以我先停在这里。前面已经完成的部分会保留，这个片段以及后面的步骤都没有做。",
    ),
    "raw": Phrase(
        "The raw clip is ready. I'm adding {what} on my own now.",
        "原始片段已经生成，我现在自动为它加上{what}。",
    ),
    "music": Phrase("music", "音乐"),
    "title": Phrase("a title", "标题"),
    "and": Phrase(" and ", "和"),
    "abstract": Phrase(
        "I can't draw that subject yet, so it is an abstract animation.",
        "我还画不出这个主题，所以生成的是抽象动画。",
    ),
}
