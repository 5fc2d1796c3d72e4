"""The levels of support: who works there, on what, how fast, and when a ticket moves on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.durations import Elapsed
from supportops.presets._read import by, number, texts
from supportops.presets.skill.level_targets import LevelTarget, level_target
from supportops.presets.table import Cell, Row, load

__all__ = ["LEVELS", "SupportLevel"]


class SupportLevel(Model):
    """One of L0 to L3, as three tables of one source have it.

    Attributes:
        level: its label.
        name: as in the core frameworks.
        scope: what it is for, as in the core frameworks.
        core_target: the target of the core frameworks; of L1 the share of tickets that it resolves.
        sla_window: the shortest and the longest time that the core frameworks give it, to hand the ticket over; None:
            no promise. From when it counts, and by whose hours, is not printed.
        sla_note: the window in words, or None.
        staff: who works there, as in the tier section.
        work: what they do, as in the tier section.
        section_target: the target of the tier section; of L1 the resolution at first contact.
        handles: kinds of tickets.
        skills: what it takes.
        escalates_when: what it cannot do.
        next_level: where the ticket goes then; None: nowhere.
    """

    level: str
    name: str
    scope: str
    core_target: LevelTarget
    sla_window: tuple[Elapsed, Elapsed] | None
    sla_note: str | None
    staff: str
    work: str
    section_target: LevelTarget
    handles: tuple[str, ...]
    skills: tuple[str, ...]
    escalates_when: str
    next_level: str | None

    def __str__(self) -> str:
        onward = "" if self.next_level is None else f", then {self.next_level}"
        return f"{self.level} {self.name}: {', '.join(self.handles)}; until {self.escalates_when}{onward}"


def _window(cell: Cell) -> tuple[timedelta, timedelta] | None:
    if not isinstance(cell, Mapping):
        return None
    return timedelta(minutes=number(cell["low"])), timedelta(minutes=number(cell["high"]))


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


def _level(level: str, core: Row, section: Row, duties: Row) -> SupportLevel:
    return SupportLevel(
        level=level,
        name=str(core["name"]),
        scope=str(core["scope"]),
        core_target=level_target(level, str(core["target_metric"]), core["target"]),
        sla_window=_window(core["sla_minutes"]),
        sla_note=_text(core["sla_note"]),
        staff=str(section["staff"]),
        work=str(section["work"]),
        section_target=level_target(level, str(section["target_metric"]), section["target"]),
        handles=texts(duties["handles"]),
        skills=texts(duties["skills"]),
        escalates_when=str(duties["escalates_when"]),
        next_level=_text(duties["next_tier"]),
    )


_SECTION, _DUTIES = by("tier", load("support_tier_model_three_tier")), by("tier", load("tier_responsibilities"))

LEVELS: Mapping[str, SupportLevel] = FrozenMap(
    {
        level: _level(level, core, _SECTION[level], _DUTIES[level])
        for level, core in by("tier", load("support_tier_model_core")).items()
    }
)
"""L0 to L3 by label; their order is `supportops.vocabulary.L0_TO_L3`.

The two tables agree in their numbers and not in what is measured at L1: a ticket that L1 resolves after a second
message is in the one and not in the other. The tier metrics of the same source have a third number: `LEVEL_METRICS`.

Source: Support Operations skill pack, The Support Tier Model; The Three-Tier Model; Tier Responsibilities.

Example:
    >>> print(LEVELS["L2"])
    L2 tier_2: complex_bugs, integrations, configurations; until code change needed, then L3
    >>> print(LEVELS["L1"].core_target, LEVELS["L1"].section_target, sep=" / ")
    L1 resolution_share: between 0.6 and 0.8 fraction / L1 first_contact_resolution: between 0.6 and 0.8 fraction
    >>> print(*LEVELS["L1"].sla_window)
    0:15:00 1:00:00
"""
