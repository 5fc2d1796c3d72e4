"""A table put to many tickets: each column to the rules it allows, then every distinct set of rules settled once.

The sets are settled by the very functions that `decide` uses, so that a batch cannot answer otherwise than one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from supportops.errors import DomainError, shortened
from supportops.triage._columns import EXACT, Change, Column, Labels, Line
from supportops.triage._domains import Fact
from supportops.triage._hits import AMBIGUOUS, DEFAULT, NOTHING, POLICIES, collected
from supportops.triage.decisions import Decisions

if TYPE_CHECKING:
    from supportops.triage._engine import Engine
    from supportops.triage.table import DecisionTable, Missing

__all__ = ["decide_many"]

Codes: TypeAlias = npt.NDArray[np.intp]
Words: TypeAlias = npt.NDArray[np.uint64]
Values: TypeAlias = Sequence[Any] | npt.NDArray[Any]
Masks: TypeAlias = list[tuple[int, int]]

_WORD = 64


def decide_many(table: DecisionTable, columns: Mapping[str, Values], missing: Missing) -> Decisions:
    """Return the answers of a table to the rows of some columns."""
    engine = table._engine
    size = _size(columns)
    used = {name: _plain(values) for name, values in columns.items() if name in engine.read}
    words = len(table.rules) // _WORD + 1
    certain = np.tile(_split(engine.everything, words), (size, 1))
    possible = certain.copy()
    for codes, masks in _allowed(engine, used, size):
        certain &= np.array([_split(mask, words) for mask, _ in masks])[codes]
        possible &= np.array([_split(mask, words) for _, mask in masks])[codes]
    undecided = possible & ~certain if missing == "ask" else np.zeros_like(certain)
    output, rule, status = _settled(table, certain, undecided)
    return Decisions(output, rule, status, table, used, missing)


def _size(columns: Mapping[str, Values]) -> int:
    if not isinstance(columns, Mapping):
        raise DomainError(f"{columns!r} are no columns; give a mapping of input to a sequence of facts")
    for name, values in columns.items():
        is_other = isinstance(values, str | bytes | Mapping | Set) or not hasattr(values, "__len__")
        if is_other or (isinstance(values, np.ndarray) and values.ndim != 1):
            raise DomainError(
                f"the column {name} is {shortened(repr(values))}; give a sequence with one element a ticket", field=name
            )
    sizes = {name: len(values) for name, values in columns.items()}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise DomainError(f"the columns have different lengths: {listed}; give one element a ticket in each")
    return next(iter(sizes.values()), 0)


def _plain(values: Values) -> Any:  # noqa: ANN401 - numpy's or Python's
    """Return the facts of a column, copied, so that an answer can be explained later."""
    if isinstance(values, np.ma.MaskedArray):
        return values.tolist()  # with None where it is masked
    if hasattr(values, "to_pylist"):
        return values.to_pylist()
    if isinstance(values, np.ndarray):
        is_days = values.dtype.kind != "M" or values.dtype == np.dtype("M8[D]")
        return values.tolist() if is_days and values.dtype.kind != "f" else values.copy()
    return list(values)


def _allowed(engine: Engine, columns: Mapping[str, Values], size: int) -> list[tuple[Codes, Masks]]:
    found: list[tuple[Codes, Masks]] = []
    for col in engine.columns:
        values = columns.get(col.name)
        if values is None:
            found.append((np.zeros(size, dtype=np.intp), [col.missing]))
        else:
            quick = _on_the_line(col, values) or _by_label(col, values)
            found.append(quick or _by_value(values, _one(col)))
    for change in engine.changes:
        nothing = [None] * size
        pairs = zip(columns.get(change.name, nothing), columns.get(change.before, nothing), strict=True)
        found.append(_by_value(list(pairs), _two(change)))
    return found


def _on_the_line(col: Column, values: Values) -> tuple[Codes, Masks] | None:
    """Return where plain numbers lie, all at once; None when they are not all plain, or not all allowed."""
    if not isinstance(col, Line) or not _is_plain(values, col.domain.kind):
        return None
    try:
        numbers, points = np.asarray(values, dtype=np.float64), np.array(col.points, dtype=np.float64)
    except OverflowError:
        return None
    # The next whole number after the exact ones becomes the last of these; no number at all fails here too.
    if not (np.abs(numbers) < EXACT).all() or (np.abs(points[1:-1]) > EXACT).any():
        return None
    place = np.searchsorted(points, numbers, side="left")
    cells = 2 * place + (points[place] == numbers)
    if any(col.masks[cell] is None for cell in np.unique(cells)):
        return None
    return cells, [(mask or 0, mask or 0) for mask in col.masks]


def _by_label(col: Column, values: Values) -> tuple[Codes, Masks] | None:
    """Return where plain labels stand in their list; None when one of them is none."""
    if not isinstance(col, Labels) or not col.domain.labels:
        return None
    places: dict[Any, int] = {label: place for place, label in enumerate((*col.masks, None))}
    try:
        codes = np.array(list(map(places.__getitem__, values)), dtype=np.intp)
    except (KeyError, TypeError):
        return None
    return codes, [*((mask, mask) for mask in col.masks.values()), col.missing]


def _is_plain(values: Values, kind: str) -> bool:
    if isinstance(values, np.ndarray):
        # The longest floats of numpy are longer than Python's.
        return values.dtype.kind == "f" and values.dtype.itemsize <= 8 and kind == "number"
    return set(map(type, values)) <= ({int, float} if kind == "number" else {int} if kind == "integer" else set())


def _one(col: Column) -> Callable[[Any], tuple[int, int]]:
    def allowed(value: Fact) -> tuple[int, int]:
        return col.missing if value is None else (col.allowed(value),) * 2

    return allowed


def _two(change: Change) -> Callable[[Any], tuple[int, int]]:
    def allowed(pair: tuple[Fact, Fact]) -> tuple[int, int]:
        return change.allowed({change.name: pair[0], change.before: pair[1]})

    return allowed


def _by_value(values: Values, allowed: Callable[[Any], tuple[int, int]]) -> tuple[Codes, Masks]:
    """Return for each value the place of what it allows; each distinct value is asked once."""
    codes = np.empty(len(values), dtype=np.intp)
    masks: Masks = []
    known: dict[Hashable, int] = {}
    for index, value in enumerate(values):
        try:
            # 1 and True are one key to a dict, and two facts to a table.
            code = known.setdefault(value if value.__class__ is str else _typed(value), len(masks))
        except TypeError:
            code = len(masks)
        if code == len(masks):
            masks.append(_at(index, allowed, value))
        codes[index] = code
    return codes, masks or [(0, 0)]


def _typed(value: object) -> Hashable:
    """Return a key that facts share only if they are alike in type too."""
    if isinstance(value, tuple | list):
        return tuple(map(_typed, value))
    if isinstance(value, set | frozenset):
        return frozenset(map(_typed, value))
    return value.__class__, value


def _at(index: int, allowed: Callable[[Any], tuple[int, int]], value: object) -> tuple[int, int]:
    try:
        return allowed(value)
    except DomainError as error:
        raise DomainError(
            f"row {index}: {error}", field=error.field, value=error.value, allowed=error.allowed, index=index
        ) from None


def _split(mask: int, words: int) -> Words:
    return np.frombuffer(mask.to_bytes(8 * words, "little"), dtype="<u8").astype(np.uint64)


def _settled(
    table: DecisionTable, certain: Words, undecided: Words
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_], npt.NDArray[np.str_]]:
    distinct, place = _distinct(np.concatenate([certain, undecided], axis=1))
    half = certain.shape[1]
    told = [_answer(table, _joined(row[:half]), _joined(row[half:])) for row in distinct]
    outputs, rules = np.empty(len(told), dtype=object), np.empty(len(told), dtype=object)
    # One by one: numpy would take a row of outputs apart.
    for index, (output, rule, _) in enumerate(told):
        outputs[index], rules[index] = output, rule
    statuses = np.array([status for *_, status in told], dtype="U9")
    return outputs[place], rules[place], statuses[place]


def _distinct(rows: Words) -> tuple[Words, Codes]:
    """Return the rows that differ, and for each row its place among them."""
    whole = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).ravel()
    known: dict[bytes, int] = {}
    texts: list[Any] = whole.tolist()
    place = np.fromiter((known.setdefault(row, len(known)) for row in texts), dtype=np.intp, count=len(texts))
    kept = np.frombuffer(b"".join(known), dtype=np.uint64).reshape(len(known), rows.shape[1])
    return kept, place


def _joined(words: Words) -> int:
    return int.from_bytes(words.astype("<u8").tobytes(), "little")


def _answer(table: DecisionTable, matched: int, undecided: int) -> tuple[object, str | None, str]:
    engine = table._engine
    choice, asked = POLICIES[table.hit_policy](engine.answers, matched, undecided)
    if table.hit_policy == "collect":
        outputs = collected([engine.outputs[i] for i in engine.bits(matched)], table.default, is_sure=not asked)
        return outputs, None, "needs" if asked else "decided" if matched else _WORDS[choice]
    if choice == AMBIGUOUS:
        return None, None, "ambiguous"
    if asked:
        return None, None, "needs"
    if choice >= 0:
        return engine.outputs[choice], engine.ids[choice], "decided"
    return table.default, None, _WORDS[choice]


_WORDS = {DEFAULT: "default", NOTHING: "no_match"}
