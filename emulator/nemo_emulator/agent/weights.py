"""What the categories of words weigh when a clause is judged: what may be left over in it."""

from typing import Final

AUXILIARIES: Final = frozenset(
    ("is", "are", "was", "were", "does", "do", "did", "has", "have", "am")
)
POLITE: Final = frozenset(
    ("能", "可以", "可否", "能否", "能不能", "可不可以", "行", "能够", "可以给我")
)
SILENT: Final = frozenset({"filler", "mark"})
CLAUSES: Final = frozenset({"then", "but", "comma"})
# What turns a request into something else when no rule knew what to do with it.
HEAVY: Final = frozenset({"not", "no", "remove", "except", "if", "keep_only", "only", "ask"})
# How many unknown words a clause may have: without a verb of command, with one, with "make".
STRANGE: Final = 1.0
RATHER_STRANGE: Final = 2.0
VERY_STRANGE: Final = 6.0
# "Hmm, no, redo it": a word of its own, beside a wish.
INTERJECTION: Final = frozenset({"no", "word"})
# What means something, so that a clause in which it is left over was not understood.
MATTERS: Final = frozenset(
    (
        *("color", "black_page", "half", "between_clips", "into_clip", "page", "duplicate"),
        *("intro", "outro", "quote", "transition", "style", "motion", "fit", "backdrop", "effect"),
        *("mood", "tempo", "percent", "factor", "scale", "position", "ratio", "orient", "platform"),
        *("short", "texture", "look", "adjust", "adjust_noun", "speed", "volume", "reverse"),
        *("shuffle", "swap", "trim", "music", "sound", "subtitle", "caption", "decibels"),
        *("fade", "enter", "leave", "both_ways", "louder", "quieter", "longer", "shorter"),
        *("faster", "slower", "sized", "font_size", "outline", "box", "bigger", "smaller"),
        *("mute", "unmute", "to_black", "from_black", "beat", "duck", "by_name", "by_upload"),
        *(
            "count",
            "num",
            "time",
            "span",
            "gain",
            "moment",
            "replace",
            "both_ends",
            "speech",
            "off",
        ),
    )
)
# Words that may describe what shall be drawn.
DESCRIBING: Final = frozenset(
    ("mood", "look", "color", "texture", "motion", "slower", "faster", "shorter", "sized", "adjust")
)
# About the account when they stand alone, about the video beside things of the video.
AMBIGUOUS: Final = frozenset({"credits", "balance"})
# A question with none of these is not about a video.
OURS: Final = frozenset(
    (
        *("pic", "clip", "video", "slideshow", "whole", "film", "total", "credits", "talk"),
        *("title", "text", "ratio_noun", "look_noun", "order", "newest", "mine", "add", "make"),
        *("remove", "undo", "redo", "ref", "background", "mood", "help", "set"),
    )
)
INNER: Final = frozenset({"ref", "ord", "pic", "subject", "background"})
# What nobody here can do to a thing inside a picture.
INSIDE: Final = frozenset(
    {"remove", "replace", "set", "make", "add", "put", "trim", "adjust", "color"}
)
