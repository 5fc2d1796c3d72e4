"""A slow, obvious oracle of work that can wait: every span, slot and minute. It imports nothing of the library.

Numbers are fractions, so every answer is exact. A ticket is (minute it comes, minute it is due, work).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

Ticket = tuple[int, int, Fraction]


def required_rate(work: Sequence[Fraction], due: int) -> Fraction:
    """Return the largest of work(i..j) / (j - i + due)."""
    slots = range(len(work))
    spans = [sum(work[i : j + 1], Fraction(0)) / (j - i + due) for i in slots for j in slots if i <= j]
    return max(spans, default=Fraction(0))


def max_lateness(work: Sequence[Fraction], due: int, rate: Fraction) -> int:
    """Return by how many slots work is late, slot by slot, first come first done."""
    queue: list[list[Fraction]] = []
    worst, slot = 0, 0
    while slot < len(work) or queue:
        if slot < len(work) and work[slot]:
            queue.append([Fraction(slot), work[slot]])
        room = rate
        while queue and queue[0][1] <= room:
            came, left = queue.pop(0)
            room -= left
            worst = max(worst, slot - int(came) - due + 1)
        if queue:
            queue[0][1] -= room
        slot += 1
    return worst


def binding(tickets: Sequence[Ticket], is_open: Callable[[int], bool]) -> tuple[Fraction, tuple[int, int] | None]:
    """Return the largest work over open minutes, and the first span that has it, of all arrivals and deadlines."""
    best, window = Fraction(0), None
    for start in sorted({came for came, _, _ in tickets}):
        for end in sorted({due for _, due, _ in tickets}):
            minutes = sum(is_open(minute) for minute in range(start, end))
            inside = sum((work for came, due, work in tickets if came >= start and due <= end), Fraction(0))
            if minutes and inside / minutes > best:
                best, window = inside / minutes, (start, end)
    return best, window


def is_in_time(tickets: Sequence[Ticket], is_open: Callable[[int], bool], rate: Fraction) -> bool:
    """Return whether every ticket is done when it is due, minute by minute, earliest deadline first."""
    left = {place: work for place, (_, _, work) in enumerate(tickets) if work}
    for minute in range(max((due for _, due, _ in tickets), default=0)):
        if any(tickets[place][1] <= minute for place in left):
            return False
        room = rate if is_open(minute) else Fraction(0)
        for place in sorted(left, key=lambda place: tickets[place][1]):
            if tickets[place][0] <= minute:
                done = min(room, left[place])
                left[place] -= done
                room -= done
        left = {place: work for place, work in left.items() if work}
    return not left


def blended(
    live: Sequence[Fraction], deferred: Sequence[Fraction], due: Sequence[int], agents: Sequence[int]
) -> tuple[list[Fraction], list[Fraction]]:
    """Return deferred work done and late by slot: what live work leaves does the work with the earliest deadline."""
    left = [Fraction(0)] * len(live)
    done, late = [], []
    for slot, need in enumerate(live):
        left[slot] = deferred[slot]
        room = before = max(Fraction(agents[slot]) - need, Fraction(0))
        for came in sorted(range(slot + 1), key=lambda came: came + due[came]):
            taken = min(room, left[came])
            left[came] -= taken
            room -= taken
        done.append(before - room)
        late.append(sum((left[came] for came in range(slot + 1) if came + due[came] == slot + 1), Fraction(0)))
    return done, late


def least_staff(live: Sequence[Fraction], deferred: Sequence[Fraction], due: Sequence[int]) -> int:
    """Return the first number of agents, from the largest live need on, with which nothing is late."""
    agents = 0
    while max(live, default=0) > agents or any(blended(live, deferred, due, [agents] * len(live))[1]):
        agents += 1
    return agents


def backlog(
    opening: Fraction, inflow: Sequence[Fraction], capacity: Sequence[Fraction]
) -> tuple[list[Fraction], list[Fraction], list[int]]:
    """Return what waits, what was handled, and how old the oldest is, at the end of each slot."""
    queue = [(0, opening)]
    closing, handled, ages = [], [], []
    for slot, (new, most) in enumerate(zip(inflow, capacity, strict=True)):
        queue.append((slot, new))
        room = most
        kept = []
        for came, amount in queue:
            taken = min(room, amount)
            room -= taken
            kept += [(came, amount - taken)] if amount > taken else []
        queue = kept
        closing.append(sum((amount for _, amount in queue), Fraction(0)))
        handled.append(most - room)
        ages.append(slot + 1 - queue[0][0] if queue else 0)
    return closing, handled, ages
