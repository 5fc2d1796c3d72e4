"""What a utilisation is: on target, to be watched, or too much. Three published sets of bands."""

from __future__ import annotations

from typing import Literal

from supportops._formulas import number
from supportops.errors import DomainError, near

__all__ = ["UtilisationPreset", "utilisation_band"]

UtilisationPreset = Literal["planning", "realtime", "hiring"]
"""Which bands: those of a plan, of this minute, or of the question whether to hire."""

_PRESETS = ("planning", "realtime", "hiring")


def utilisation_band(value: float, *, preset: UtilisationPreset = "planning") -> str:
    """Return the band that a utilisation is in.

    At an edge of two bands the upper one wins.

    Args:
        value: measured or planned, a share >= 0; over 1 when overloaded.
        preset: "planning": "target" from 0.7 to 0.8, "warning" under 0.6 or over 0.9, else "watch". "realtime": "red"
            over 0.9, "yellow" from 0.8, else "green". "hiring": "hire" over 0.8, else "ok".

    Raises:
        DomainError: a negative value, no finite number, or an unknown preset.

    Source: Support Operations skill pack, Support Metrics Framework and Real-Time Management; The Product Builder's
        Playbook, chapter 27, Hiring triggers. From 0.6 to 0.7 the sources say nothing: "watch".

    Example:
        >>> utilisation_band(0.8), utilisation_band(0.8, preset="realtime"), utilisation_band(0.8, preset="hiring")
        ('target', 'yellow', 'ok')
    """
    share = number(value, "value", at_least=0)
    if preset == "planning":
        is_warning = share < 0.6 or share > 0.9
        return "target" if 0.7 <= share <= 0.8 else "warning" if is_warning else "watch"
    if preset == "realtime":
        return "red" if share > 0.9 else "yellow" if share >= 0.8 else "green"
    if preset == "hiring":
        return "hire" if share > 0.8 else "ok"
    raise DomainError(
        f"{preset!r} is no preset; {near(str(preset), _PRESETS)}", field="preset", value=preset, allowed=_PRESETS
    )
