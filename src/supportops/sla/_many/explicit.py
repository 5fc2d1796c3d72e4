"""Pauses set by hand, for many tickets: which are open after each instant, and until when."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT
from supportops.sla._many import words as w
from supportops.sla._many.story import Story, carried
from supportops.tickets._table_checks import instant_labels
from supportops.tickets.text_column import TextColumn

__all__ = ["Explicit", "explicit_of", "instants_in"]

Ints = npt.NDArray[Any]
_ENDLESS = 2**62


class Explicit:
    """The pauses by hand after each group. A place is one of the reasons that a ticket is paused for.

    Attributes:
        size: the places, as many as the ticket with the most reasons needs.
        holds, until: bool and int64 microseconds. Shape (places, groups).
        reason: codes of the table's reasons, -1 where the ticket needs no such place. Shape (places, groups).
    """

    def __init__(self, story: Story, key: Ints, event: Ints, is_open: Ints, until: Ints, keys: Ints) -> None:
        ticket = keys // (len(story.words.reasons) + 1)
        place_of_key = np.arange(len(keys)) - np.searchsorted(ticket, ticket)
        self.size = int(place_of_key.max()) + 1
        groups, ends = len(story.ends), story.ends
        self.holds = np.zeros((self.size, groups), dtype=np.bool_)
        self.until = np.full((self.size, groups), _ENDLESS)
        self.reason = np.full((self.size, groups), -1, dtype=np.int64)
        of_group = story.ticket[ends]
        for place in range(self.size):
            mine = place_of_key[key] == place
            moves = np.zeros(len(story.at), dtype=np.bool_)
            moves[event[mine]] = True
            opened, end = np.zeros(len(story.at), dtype=np.bool_), np.full(len(story.at), _ENDLESS)
            opened[event[mine]], end[event[mine]] = is_open[mine], until[mine]
            last = carried(moves)[ends]
            known = last >= story.first[of_group]
            self.until[place] = np.where(known, end[last], _ENDLESS)
            self.holds[place] = known & opened[last] & (self.until[place] > story.at[ends])
            reasons = np.full(story.size, -1, dtype=np.int64)
            here = place_of_key == place
            reasons[ticket[here]] = keys[here] % (len(story.words.reasons) + 1)
            self.reason[place] = reasons[of_group]


def explicit_of(story: Story) -> Explicit | None:
    """Return the pauses by hand of a story, or None when there are none."""
    paused = np.flatnonzero(story.kind == w.KIND["paused"])
    if not paused.size:
        return None
    width = len(story.words.reasons) + 1
    keys = np.unique(story.ticket[paused].astype(np.int64) * width + story.reason[paused])
    key, event = _moves(story, keys, paused, width)
    order = np.lexsort((event, key))
    key, event = key[order], event[order]
    is_pause = story.kind[event] == w.KIND["paused"]
    ends = instants_in(story, event[is_pause])
    until = np.full(len(event), _ENDLESS)
    until[is_pause] = np.where(ends == NAT, _ENDLESS, ends)
    is_open, until = _folded(key, story.at[event], is_pause, until)
    return Explicit(story, key, event, is_open, until, keys)


def instants_in(story: Story, events: Ints) -> Ints:
    """Return the instants that the values of some events are, NaT's number where there is none."""
    codes = story.value[events]
    used = np.unique(codes[codes >= 0])
    instants, _ = instant_labels(TextColumn([], [story.words.values[code] for code in used]))
    return np.where(codes >= 0, instants[np.searchsorted(used, codes)], NAT)


def _moves(story: Story, keys: Ints, paused: Ints, width: int) -> tuple[Ints, Ints]:
    """Return which pause is begun or ended by which event; a Resumed without reason ends all of its ticket."""
    key = np.searchsorted(keys, story.ticket[paused].astype(np.int64) * width + story.reason[paused])
    resumed = np.flatnonzero(story.kind == w.KIND["resumed"])
    named = resumed[story.reason[resumed] >= 0]
    wanted = story.ticket[named].astype(np.int64) * width + story.reason[named]
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    hits = keys[place] == wanted
    everything = resumed[story.reason[resumed] < 0]
    tickets = keys // width
    first = np.searchsorted(tickets, story.ticket[everything], side="left")
    count = np.searchsorted(tickets, story.ticket[everything], side="right") - first
    of_all = np.repeat(first, count) + np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return (
        np.concatenate([key, place[hits], of_all]),
        np.concatenate([paused, named[hits], np.repeat(everything, count)]),
    )


def _folded(key: Ints, at: Ints, is_pause: Ints, until: Ints) -> tuple[Ints, Ints]:
    """Return whether each pause is open after each of its events, and until when: all pauses step by step."""
    starts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    count = np.diff(np.append(starts, len(key)))
    is_open, end = np.zeros(len(key), dtype=np.bool_), until.copy()
    for step in range(1, int(count.max()) + 1):
        here = starts[count >= step] + step - 1
        if step == 1:
            is_open[here] = is_pause[here]
            continue
        # Pausing twice is harmless: it is one pause, which ends with the later of the two.
        goes_on = is_open[here - 1] & (end[here - 1] > at[here])
        end[here] = np.where(is_pause[here] & goes_on, np.maximum(end[here - 1], until[here]), until[here])
        is_open[here] = is_pause[here]
    return is_open, end
