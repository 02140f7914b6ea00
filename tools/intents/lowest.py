"""The lowest point of a smooth convex function of many numbers: L-BFGS, in numpy alone.

After Nocedal and Wright, Numerical Optimization, algorithms 3.1 and 7.4. Sums are taken in a fixed
order, so the same function gives the same point.
"""

from collections import deque
from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
MEMORY: Final = 10
STEPS: Final = 150
# A step must go down by this share of what the slope promises.
SHARE: Final = 1e-4
NEAR: Final = 1e-6


def lowest(of: Callable[[Floats], tuple[float, Floats]], start: Floats) -> Floats:
    """Where ``of`` is lowest; it gives the value at a point, and the slope there."""
    at, (value, slope) = start, of(start)
    past: deque[tuple[Floats, Floats]] = deque(maxlen=MEMORY)
    for _ in range(STEPS):
        way = -_turned(slope, past)
        length = 1.0 if past else 1 / (1 + float(np.linalg.norm(slope)))
        found = of(at + length * way)
        while found[0] > value + SHARE * length * float(slope @ way) and length > NEAR:
            length /= 2
            found = of(at + length * way)
        gain = value - found[0]
        if length * way @ (found[1] - slope) > 0:
            past.append((length * way, found[1] - slope))
        at = at + length * way
        value, slope = found
        if gain < NEAR * (1 + abs(value)):
            break
    return at


def _turned(slope: Floats, past: deque[tuple[Floats, Floats]]) -> Floats:
    """The slope times what the past says of the inverse of the curvature (two loops)."""
    way, shares = slope.copy(), list[float]()
    for step, bend in reversed(past):
        share = float(step @ way) / float(step @ bend)
        shares.append(share)
        way -= share * bend
    if past:
        step, bend = past[-1]
        way *= float(step @ bend) / float(bend @ bend)
    for (step, bend), share in zip(past, reversed(shares), strict=True):
        way += (share - float(bend @ way) / float(step @ bend)) * step
    return way
