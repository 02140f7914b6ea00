"""How people write English in chats: short forms and slips in short words."""

import re
from typing import Final

from nemo_emulator.agent.words.rewriting import rewrites, rewritten

_SHORT: Final = {
    "thru": "through",
    "sea of clouds": "clouds",
    "n": "and",
    "em": "them",
    "'em": "them",
    "frm": "from",
    "btwn": "between",
    "betwn": "between",
    "shld": "should",
    "isnt": "isn't",
    "doesnt": "doesn't",
    "wont": "won't",
    "cant": "can't",
    "cos": "because",
    "coz": "because",
    "cuz": "because",
    "cause": "because",
    "bc": "because",
    "tho": "though",
    "abit": "a bit",
    "alot": "a lot",
    "u": "you",
    "ur": "your",
    "wanna": "want to",
    "gimme": "give me",
    "b&w": "black and white",
    "b & w": "black and white",
    "b/w": "black and white",
    "w/": "with",
    "innit": "",
    "isn't it": "",
    "ain't it": "",
    "doesn't it": "",
    "or so": "",
    "ish": "",
    "tops": "at most",
    "lol": "",
    "haha": "",
    "lmao": "",
    "tbh": "",
    "imo": "",
    "mate": "",
    "ta": "",
    "cheers": "",
    "bin it off": "bin it",
    "bin that off": "bin that",
    "bin them off": "bin them",
    "sack it off": "bin it",
    "right down to": "to",
    "right up to": "to",
    **dict.fromkeys(
        ("kick it off", "kick things off", "kick us off", "start it off", "lead it off"), "open"
    ),
    "delte": "delete",
    "deleet": "delete",
    "dleete": "delete",
    "delet": "delete",
    "del": "delete",
    "remvoe": "remove",
    "rmeove": "remove",
    "remov": "remove",
    "sawp": "swap",
    "swpa": "swap",
    "titel": "title",
    "tilte": "title",
    "musci": "music",
    "muisc": "music",
    "msuic": "music",
    "phtoo": "photo",
    "poto": "photo",
    "pohto": "photo",
    "vidoe": "video",
    "viedo": "video",
    "teh": "the",
    "adn": "and",
    "nad": "and",
    "frist": "first",
    "fisrt": "first",
    "thrid": "third",
    "secnd": "second",
    "brigther": "brighter",
    "qiuck": "quick",
    "mkae": "make",
    "maek": "make",
    "chnage": "change",
    "chagne": "change",
    "moev": "move",
    "mvoe": "move",
}
# Sloooow, soooo.
_DRAWN: Final = rewrites(
    (pattern if pattern[0] == "(" else rf"(?<![a-z]){pattern}(?![a-z])", word)
    for pattern, word in (
        ("slo{3,}w", "slow"),
        ("slo{3,}w(?=ly|er)", "slow"),
        ("lo{3,}ng", "long"),
        ("so{2,}", "so"),
        ("wa{2,}y", "way"),
        ("fa{2,}st", "fast"),
        (r"(?:\([a-f]\))(?= )", ";"),
        (r"(?<=[a-z]) \((\d{1,2})\)", r" number \1"),
    )
)
_WRITTEN: Final = re.compile(
    "(?<![a-z'])(?:"
    + "|".join(map(re.escape, sorted(_SHORT, key=len, reverse=True)))
    + ")(?![a-z'])"
)

# "4 every one", "2 dark": a number that is a word.
# "Keep 2 and 4 the rest can go" names a clip.
_NAMING: Final = (
    "and|or|to|until|till|isn't|is|was|not|but|of|on|in|from|with|than|after|before|behind|between"
    "|by|photos?|pics?|pictures?|images?|clips?|videos?|slides?|shots?|numbers?|no|remove|delete"
    "|drop|lose|cut|kill|keep|swap|move|put|use|add|make|take|show|trim|mute|then"
)
_FOR: Final = re.compile(
    rf"(?<![\w'])(?!(?:{_NAMING}) )([a-z']+|\d[\d.]*s) 4 (?=every|each\b|all\b|#\d|the\b|me\b)"
)
_TOO: Final = re.compile(r"(?<=\d )2 (?=(?:dark|bright|long|short|loud|quiet|slow|fast)\b)")


def spelled_out(text: str) -> str:
    """The text, in small letters, with its short forms written out."""
    text = rewritten(text, _DRAWN)
    text = _FOR.sub(r"\1 for ", text) if " 4 " in text else text
    text = _TOO.sub("too ", text)
    return " ".join(_WRITTEN.sub(lambda found: _SHORT[found[0]], text).split())
