"""What can be asked for, in both languages."""

from nemo_emulator.agent.words.row import Row

VERBS = ("make", "join", "add", "set", "remove")

ROWS = (
    Row(
        "make",
        None,
        """make, create, build, turn, convert, generate, produce, transform, assemble, compile,
        craft, compose, put together, prepare""",
        """做, 做成, 制作, 制作成, 生成, 变成, 转成, 转换成, 转换为, 转为, 转化成, 做一个, 做个,
        做一段, 剪成, 剪辑成, 创建, 合成, 合成为, 制成, 弄成, 弄个, 弄一个, 剪一个, 剪个, 编成,
        生成一个, 制作一个, 变为, 做出""",
    ),
    Row(
        "join",
        None,
        "combine, merge, join, stitch, stitch together, animate, string together",
        "合并, 拼接, 拼成, 串起来, 拼起来, 连起来, 合并成, 组合成, 拼接成, 串成, 组合",
    ),
    Row(
        "add",
        None,
        "add, put, insert, include, give, use, apply, place, overlay, throw in",
        """加, 加上, 添加, 加入, 加个, 加一个, 加一段, 加点, 来点, 配上, 添上, 插入, 放, 放上,
        放一段, 配一段, 配个, 加一首, 配一首, 来一段, 来首, 换个, 选, 选用, 采用, 增加, 叠加,
        套用, 应用, 打上, 写上, 配点""",
    ),
    Row(
        "set",
        None,
        """set, switch, change, adjust, let, have it, reset to, modify, update, replace with,
        go with, change to, switch to, make it""",
        """设置, 设为, 设置为, 设置成, 设成, 改成, 改为, 换成, 调成, 调整为, 调整到, 调到, 调整,
        改到, 控制在, 换, 改, 定为, 设定为, 修改为, 调整成, 更换为, 切换成, 切换为, 变, 替换成""",
    ),
    Row(
        "remove",
        None,
        """remove, delete, drop, get rid of, take out, take away, cut out, erase, clear, lose,
        discard, turn off, skip, strip, kill, disable""",
        "删除, 删掉, 去掉, 移除, 去除, 拿掉, 取消, 删, 清除, 不要了, 关掉, 关闭, 删去, 剔除",
    ),
    Row("show", None, "show, display, hold, keep, leave", "放映, 呈现, 出现, 展现"),
    Row(
        "shorten",
        None,
        "shorten, shorten it, extend, lengthen, stretch, cut down, cut it, cut it down, trim it",
        "缩短, 延长, 缩短到, 延长到, 缩短为, 延长为, 压缩到",
    ),
    Row(
        "undo",
        None,
        """undo, undo that, undo it, go back, revert, take that back, roll back,
        undo the last change, undo last change, undo the last edit, undo the last step,
        revert that, change it back""",
        "撤销, 撤回, 撤消, 恢复上一步, 回退, 退回, 上一步, 返回上一步, 撤销上一步, 还原",
    ),
    Row("redo", None, "redo, redo that, redo it, bring it back", "重做, 恢复刚才的, 取消撤销"),
    Row(
        "start_over",
        None,
        """start over, start again, start from scratch, begin again, clear everything, reset,
        clear the timeline, reset everything, start fresh, scrap everything""",
        "重新开始, 从头开始, 重来, 清空, 全部清空, 清空时间线, 重置, 从头再来",
    ),
    Row(
        "smooth",
        None,
        "smooth, smoothly, fluid, seamless, flowing, polished",
        "流畅, 顺滑, 平滑, 丝滑, 自然, 平顺",
    ),
)
