"""More ways to say where letters stand and how they come."""

from nemo_emulator.agent.words.row import Row, joined

ROWS = (
    Row(
        "position",
        "top",
        "",
        "靠上, 靠上放, 靠上摆, 置顶, 靠顶, 放上头, 放在上头, 放到上头, 挪上头, 挪到上头",
    ),
    Row(
        "position",
        "bottom",
        "",
        "靠下, 靠下放, 靠下摆, 置底, 靠底, 放下头, 放在下头, 放到下头, 挪到下头, 底端",
    ),
    Row("position", "center", "", "置中, 正当中"),
    Row("position", "top-left", "", "往左上角, 往左上"),
    Row("position", "top-right", "", "往右上角, 往右上"),
    Row("position", "bottom-left", "", "往左下角, 往左下"),
    Row("position", "bottom-right", "", "往右下角, 往右下"),
    Row(
        "effect",
        "typewriter",
        """like a typewriter, typewriter style, like typing, as if typed, as though typed,
        as if being typed""",
        joined("像, _", "打字, 打字机", "那样, 一样, 似的, 一般", gap="")
        + ", 打字效果, 打字的效果, 打字动画, 打字机动画",
    ),
    Row(
        "effect",
        "pop",
        "pop animation, pop effect, pop in animation, pop in effect, popping effect, pop up effect",
    ),
    Row(
        "effect",
        "slide-left",
        """slide in from the side, sliding in from the side, slides in from the side,
        slide in animation, slide in effect""",
        joined(
            "从",
            "旁边, 侧面, 一侧, 一边, 边上, 侧边",
            "滑进来, 滑入, 滑进, 飞进来, 飞入, 进来",
            gap="",
        ),
    ),
    Row(
        "all",
        None,
        joined(
            "for, across, over, through, _",
            "the full length, the entire length, its full length, its whole length",
            "of it, of the video, of the film, of the movie, of the thing",
        )
        + ", right through, all the way through it, start to finish, over all of it",
    ),
    Row("caption", None, "", "补注, 并注, 加注, 附注, 旁注, 批注, 注上, 注明"),
    Row("outro", "outro", "", "末页, 片末, 片子末尾, 最末页"),
)
