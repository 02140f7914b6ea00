"""Colours and looks that can be asked for, in both languages."""

from types import MappingProxyType
from typing import Final

from nemo_emulator.agent.words.row import Row

LOOKS: Final = MappingProxyType(
    {
        "none": {},
        "black-and-white": {"saturation": 0.0, "contrast": 1.1},
        "vintage": {"saturation": 0.7, "contrast": 0.95, "grain": 0.25, "vignette": 0.3},
        "vivid": {"saturation": 1.4, "contrast": 1.1},
        "warm": {"saturation": 1.05},
        "cool": {"saturation": 0.95},
    }
)

ROWS: tuple[Row, ...] = ()
