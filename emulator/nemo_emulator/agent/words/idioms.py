"""More phrases of everyday speech, in both languages."""

from nemo_emulator.agent.words.row import Row
from nemo_emulator.agent.words.sayings import joined as _joined

ROWS = (
    Row("make", None, "knock up, knock together, rustle up, bang together, slap together, whip together, cobble together, throw together a, do me, do us, i'd love a"),
    Row("move", None, "nudge, shove, shunt, drag, bump"),
    Row("add", None, "tack, tack on, pop in, bung in, whack in, slot in, plonk, tag on, throw on, bung on, whack on, slap on, stick in", "整点, 整上, 整首, 来上, 安排上, 安排个, 安排一个, 安排, 弄点, 搞点, 搞首, 弄首, 弄上"),
    Row("put", None, "bung, whack, plonk"),
    Row("set", None, "", "搞, 搞得, 弄得, 调得, 整得, 搞成, 换作"),
    Row("up", None, "whack up, bump up, pump up, ramp up, jack up, beef up"),
    Row("down", None, "ease off, ease back, knock back, take down, bring it down"),
    Row("generate", None, "", "整一段, 整段, 给我来一段, 搞一段, 弄一段"),
    Row("filler", None, "i'll, we'll, i'd, he'll, they'll, it'll, that'll, i've, we've, you're, don't worry, the lot, for the lot"),
    Row("slowmo", None, "slo mo, slo-mo, slowmo, slow-mo'd"),
    Row("backdrop", "blur", "blur out the sides, blur the sides, blur the edges, blur the bars, blur the borders, sides blurred, blur out the bars, blur out the edges"),
    Row("fit", "contain", _joined("don't, dont, do not, without, stop, never, not", "chop, cut, chopping, cutting, crop, cropping", "heads, people, anyone, faces, parts, anything, bits, the edges, edges, the top, their heads, people's heads, my head, the photos, the pictures, it", "off, out, _") + ", fit the whole picture in, fit the whole photo in, fit everything in, get the whole picture in, show everything"),
    Row("adjust", ("saturation", -0.2), _joined("tone down, turn down, reduce, lower, calm down, dial down, mute, soften", "the, _", "colors, colours, color, colour")),
    Row("adjust", ("saturation", 0.2), _joined("turn up, boost, pump up, crank up, increase, enhance, bring out, bump up", "the, _", "colors, colours, color, colour")),
    Row("undo", None, "scratch that, forget that, nope undo, undo pls, revert please, go back one, put it how it was, how it was before"),
    Row("cannot", "voice", "rap, rap over, beatbox"),
    Row("video", None, "", "快剪, 剪辑视频, 剪影, 合集, 视频合集, 记录片, 纪录片, 回忆录"),
    Row("praise", None, "", "不够, 不够多, 太少了, 有点少, 不太够"),
    Row("filler", None, "", "往后放, 往前放, 往后排, 往前排, 别盖过人声, 不要盖过人声, 别压过人声, 别盖住人声, 别盖过说话声"),
    Row("ord", 1, "", "开头那张, 最前面那张, 开头的那张, 最开始那张, 首张, 头一张, 头张, 开头第一张, 最开头那张"),
    Row("ord", -1, "", "结尾那张, 最后那张, 末尾那张, 最后面那张, 末张, 尾张, 结尾的那张, 最末那张, 最后面那一张"),
    Row("ref", (1, -1), "", "首尾两张, 头尾两张, 首尾两张照片, 一头一尾, 首尾两段, 头尾两段"),
    Row("more_media", None, "", _joined("刚又, 又, 还, 刚刚又, 后来又", "传了, 上传了, 加了, 发了, 补了, 拍了, 新传了, 找了", gap="")),
    Row("newest", None, "", _joined("新拍的, 刚拍的, 新找的, 刚刚拍的, 刚补的, 后补的, 刚刚那张新", "那张, 那张照片, 照片, 图片, 那几张, 几张, 两张, 视频, 那段, _", gap="")),
    Row("outline", None, "", "描黑边, 描个黑边, 描一圈黑边, 描边框, 加个边, 黑色的边"),
    Row("motion", "ken-burns", "", "推拉的动感, 动感一点的运镜, 动感效果"),
    Row("extend", 1, "", "再加长, 再延长, 再拉长"),
    Row("shorten", -1, "", "再缩短, 再剪短, 再减短"),
    Row("cannot", "photo", "", "瘦一点, p瘦, 显瘦, 变瘦, p高, p白, 变白一点, 美白, 变年轻, 换发型"),
    Row("offtopic", None, "", "算下, 算一下, 工资, 房租, 等于几, 等于多少, 帮我算, 考试, 面试"),
    Row("filler", None, "different, new, fresh, other"),
    # more
)
