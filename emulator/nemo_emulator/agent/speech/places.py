"""Where in an answer the agent speaks of a screen."""

from typing import Final

from nemo_emulator.agent.speech.phrase import Phrase

REST: Final = Phrase("Tell me what else I should do.", "还要我做什么，说一声就行。")
_ENDS: Final = ".!。！"


def placed(place: str, said: str, how: str, *, chinese: bool) -> str:
    """One paragraph of an answer and an instruction, at a place of ``settings.GuiPlace``."""
    gap = "" if chinese else " "
    rest = REST.say(chinese=chinese)
    match place:
        case "start":
            return f"{how}{gap}{said}"
        case "clause":
            mark = "；" if chinese else "; "
            return f"{said.rstrip(_ENDS)}{mark}{how[:1].lower()}{how[1:]}"
        case "list":
            return f"{said}\n- {how}\n- {rest}"
        case "bold":
            return f"{said}{gap}**{how}**{gap}{rest}"
        case _:
            return f"{said}{gap}{how}{gap}{rest}"
