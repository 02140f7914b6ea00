"""What words mean where the kind of edit is known: "straight" is a cut only beside a transition."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import REGRETS, denies, parts_of
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
Hints = tuple[tuple[str, re.Pattern[str]], ...]
_HAN: Final = re.compile(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])")


def _hints(table: Mapping[str, str]) -> Hints:
    """Phrases between commas; of Chinese ones no borders are asked."""
    return tuple((value, re.compile("|".join(_phrases(told)))) for value, told in table.items())


def _phrases(told: str) -> Iterator[str]:
    for phrase in (" ".join(phrase.split()) for phrase in told.split(",")):
        words = re.escape(phrase)
        yield rf"\b{words}\b" if phrase.isascii() else words


# The renderer's own names, as people type them.
_ENDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("wipe", "slide", "smooth", "cover", "reveal"), "left right up down"),
    **dict.fromkeys(("diag", "wipe-"), "tl tr bl br"),
    **dict.fromkeys(("hl", "hr", "vu", "vd"), "slice wind"),
    **dict.fromkeys(("vert", "horz"), "open close"),
    "circle": "open close crop",
    "fade": "black white grays",
    "squeeze": "h v",
    "rect": "crop",
}
OWN: Final = _hints(
    {
        f"{stem.rstrip('-')}-{end}": f"{stem.rstrip('-')}{end}"
        for stem, ends in _ENDS.items()
        for end in ends.split()
    }
)
TRANSITIONS: Final = _hints(
    {
        "cut": "straight, just jump, simply jump, just hop, it jump, no nonsense, 直接切, 硬切",
        "hblur": "hblur, h blur, blur, blurry, smear, smeary, smeared, whoosh, motion blur, 甩",
        "vert-open": """doors opening, doors open, curtains opening, curtains open, curtains part,
            curtains parting, 拉窗帘, 窗帘, 拉开帷幕, 帷幕, 大幕, 推开门""",
        "horz-open": "卷帘门, 卷闸门, 竖轴展",
        "radial": """radar, swept round, sweeping round, sweeps round, 转圈扫, 转一圈, 绕一圈扫,
            放射, 雷达, 射状""",
        "diag-tl": "diagonally, on the slant, at a slant, slantwise, 斜着, 斜切, 斜刀, 斜线, 斜",
        "pixelize": "squares, blocks, blocky, cubes, 马赛克, 馬賽克, 格子, 方块",
        "wipe-left": "wipes, the wipes, wiping, 擦, 刷过去",
        "slide-left": """slide, slides, sideways slides, sideways slide, slid, slidey, slidy,
            pushed off, pushed out, pushed away, pushed aside, push off, pushes off, shoved off,
            shoved out, shoved aside, 用推, 要推, 都推, 成推, 推走, 推开, 顶走, 顶掉, 顶开""",
        "zoom-in": "缩放, 放大",
        "circle-open": "round hole, porthole, peephole, keyhole",
        "fade": "溶, soft, softly, soften, softened, softer, gentle, gently, smoother",
    }
)
MOTIONS: Final = _hints(
    {
        "ken-burns": "documentary, documentaries, come and go, drifting and zooming, in and out",
        "zoom-out": """recede, recedes, receding, retreat, retreats, retreating, back away,
            away from, drawing small small, draw, draw back, drawing back, step back, widen out,
            wider view, 后退, 远离""",
        "zoom-in": """closer, nearer, approach, approaches, approaching, move in, moves in,
            tighter, lean in, zoomy, 怼, 凑近, 近一点, 靠近""",
    }
)
LOOKS: Final = _hints(
    {
        "none": "to normal, to natural, 恢复正常",
        "noir": "detective, private eye, trench coat, gumshoe, whodunnit, 侦探片",
        "black-and-white": """all the colour out, all the color out, every drop of colour,
            every drop colour, every drop color, no colour, no color, no hue, before colour,
            before color, colourless, colorless, without colour, without color, 没有颜色""",
        "cinematic": """cinematic, hollywood, cinema, movie, movie ish, big screen, blockbuster,
            trailer, 大片, 院线""",
        "vintage": """fifties, sixties, seventies, eighties, forties, 50 s, 60 s, 70 s, 80 s,
            super 8, grandma's album, shoebox, 老式""",
        "sepia": "brown, 棕, 发黄",
        "dreamy": "half asleep, glowy, dream, haze, softness, gauzy, 夢境, 迷濛, 梦一样",
        "warm": """toast, toasty, toastiness, golden hour, summer evening, late sun,
            afternoon sun, sunny, cosy, cozy, glow, rosier, rosy, 暖意, 暖洋洋""",
        "cool": "chillier, chilly, icier, frosty, frostier, wintry",
        "faded": "tired colour, tired color, through the wash, sun bleached, bleached, 褪, 旧旧",
        "vivid": "pop, pops, popping, boiled sweets, candy",
    }
)
FITS: Final = _hints(
    {
        "contain": """whole pic, whole pics, whole photo, whole photos, whole picture,
            whole pictures, whole thing, the whole thing, crop nothing, undistorted, uncropped,
            complete, completely, lopped, lop, 完整, 整张""",
        "cover": """to the edges, to edges, to the edge, crop, filled, occupy, occupies, cover,
            covers, 占满, 铺满, 撑满""",
        "stretch": "distortion, distort, distorted, pull them, 拉伸",
    }
)
RATIOS: Final = _hints(
    {
        "21:9": """cinemascope, scope, anamorphic, ultrawide, ultra wide, letterbox movie, 宽银幕,
            超宽""",
        "1:1": "squares, as broad as high, as broad high, one by one, album cover, 方方正正",
        "16:9": """lengthwise, lying down, lying on its side, on its side, sideways,
            like a cinema screen, 橫式, 横式, 橫的""",
        "9:16": """lengthways up, standing up, stood up, nine wide sixteen high, on its end,
            直式, 直的, 竖过来""",
    }
)


def hinted(m: Said, hints: Hints) -> str:
    """What the words hint at that nothing denies; "" for nothing, or for two things."""
    found = {value for part in parts_of(m.tokens) for value in _in(part, hints)}
    return found.pop() if len(found) == 1 else ""


def hinted_in(part: Tokens, hints: Hints) -> str:
    """The same of one clause."""
    found = {*_in(part, hints)}
    return found.pop() if len(found) == 1 else ""


def _in(part: Tokens, hints: Hints) -> Iterator[str]:
    regretted = any(token.text in REGRETS for token in part)
    if regretted or any(denies(part, n) and part[n].cat == "not" for n in range(len(part))):
        return
    text = _HAN.sub("", " ".join(token.text for token in part))
    for value, pattern in hints:
        if pattern.search(text):
            yield value
            return
