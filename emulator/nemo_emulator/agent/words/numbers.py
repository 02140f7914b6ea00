"""Numbers as words, in both languages, and units."""

from fractions import Fraction

from nemo_emulator.agent.words.row import Row

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)
_DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_LETTERS = frozenset((*_DIGITS, *_PLACES))


def value(written: str) -> Fraction:
    """What digits or Chinese numerals mean."""
    if written[-1] not in _LETTERS:
        return Fraction(int(written) if written.isdecimal() else written)
    whole, digit = 0, 0
    for letter in written:
        if letter in _PLACES:
            whole, digit = whole + (digit or 1) * _PLACES[letter], 0
        else:
            digit = _DIGITS[letter]
    return Fraction(whole + digit)


def english() -> dict[str, int]:
    """Cardinal numbers but for one."""
    names = {word: n for n, word in enumerate(_ONES) if word != "one"}
    for n, ten in enumerate(_TENS, start=2):
        names[ten] = n * 10
        names |= {f"{ten} {one}": n * 10 + k for k, one in enumerate(_ONES[:10]) if k}
    hundreds = {f"{word} hundred": n * 100 for n, word in enumerate(_ONES[:10]) if n}
    return {**names, **hundreds, "hundred": 100, "a hundred": 100, "dozen": 12, "couple of": 2}


ROWS = (
    *(Row("num", Fraction(n), name) for name, n in english().items()),
    *(Row("ord", n, name) for n, name in enumerate(_ORDINALS, start=1) if name != "second"),
    Row("one", Fraction(1), "one"),
    Row("num", Fraction(3), "a few, few"),
    Row("number_sign", None, "", "号, 号的"),
    Row("fold", 2, "double, doubles"),
    Row("fold", 3, "triple, treble, threefold"),
    Row("fold", 4, "quadruple, fourfold"),
    Row("half", Fraction(1, 2), "half a, half an, half", "半, 一半"),
    Row("half", Fraction(1, 4), "quarter of a"),
    Row("second", 1000, "second"),
    Row("a_second", 1000, "a second"),
    Row("time", 1000, "a full second, one full second"),
    Row("unit", 1000, "seconds, sec, secs, s", "秒, 秒钟"),
    Row("unit", 60_000, "minutes, minute, mins, min, m", "分钟, 分"),
    Row("unit", 1, "milliseconds, millisecond, ms", "毫秒"),
    Row("pct", None, "%, percent, per cent, pct"),
    Row("percent_of", None, "", "百分之"),
    Row("db", None, "db, decibel, decibels", "分贝"),
    Row("bpm", None, "bpm, beats per minute, beats a minute", "拍每分钟, 拍"),
    Row("number_word", None, "number", ""),
    Row("times", None, "times, times as, fold", "倍, 倍速"),
    Row("ord", -1, "last, final, very last"),
    Row("at_last", -1, "", "最后"),
    Row("ord", -2, "second to last, second last, next to last, penultimate", "倒数第二"),
    Row("ord", -3, "", "倒数第三, 倒数第3"),
    Row("ord", -4, "fourth from last, fourth to last, fourth last", "倒数第四, 倒数第4"),
    Row("ord", 1, "very first, former, the former"),
    Row("ord", -1, "latter, the latter"),
    Row("first_few", 1, "", "前"),
    Row("first_few", -1, "", "后"),
)
