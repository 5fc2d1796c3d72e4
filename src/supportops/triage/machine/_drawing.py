"""A state machine as a diagram: the text that Mermaid and Graphviz draw."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supportops.triage.machine.machine import StateMachine
    from supportops.triage.machine.transition import Transition

__all__ = ["to_dot", "to_mermaid"]

_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_WORDS = frozenset(
    [
        "class", "classdef", "click", "default", "direction", "end", "href", "note", "root", "root_end", "root_start",
        "scale", "state", "statediagram", "style",
    ]
)  # fmt: skip
"""States called so would be taken for words of the diagram's language."""
_PLAIN = re.compile(r"[^\w ,.()\[\]/=+'!?-]|(?<=direction) ", re.IGNORECASE)
"""What Mermaid could take for something else in a label: it is written as the number of the character."""


def to_mermaid(machine: StateMachine) -> str:
    """Return a Mermaid state diagram."""
    ids = _ids(machine)
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{_mermaid(state)}" as {name}' for state, name in ids.items() if name != state]
    lines.append(f"    [*] --> {ids[machine.initial]}")
    lines += [f"    {ids[one.source]} --> {ids[one.target]}: {_mermaid(_label(one))}" for one in machine.transitions]
    lines += [f"    {ids[state]} --> [*]" for state in machine.final]
    return "\n".join(lines)


def to_dot(machine: StateMachine) -> str:
    """Return a Graphviz digraph."""
    lines = [f"digraph {_quoted(machine.name or 'state machine')} {{", "    rankdir=LR;", '    "" [shape=point];']
    final = frozenset(machine.final)
    for state in machine.states:
        shape = "doublecircle" if state in final else "ellipse"
        lines.append(f"    {_quoted(state)} [shape={shape}];")
    lines.append(f'    "" -> {_quoted(machine.initial)};')
    lines += [
        f"    {_quoted(one.source)} -> {_quoted(one.target)} [label={_quoted(_label(one))}];"
        for one in machine.transitions
    ]
    return "\n".join([*lines, "}"])


def _label(one: Transition) -> str:
    automatic = " (automatic)" if one.automatic else ""
    return f"{one.event}{automatic} [{one.guard}]" if one.when else f"{one.event}{automatic}"


def _ids(machine: StateMachine) -> dict[str, str]:
    """Return a name for each state that Mermaid reads as one: its own, or s1, s2 and so on."""
    own = {state for state in machine.states if _BARE.fullmatch(state) and state.lower() not in _WORDS}
    found = {}
    for place, state in enumerate(machine.states, start=1):
        name = f"s{place}"
        while state not in own and name in own:
            name += "_"
        found[state] = state if state in own else name
    return found


def _mermaid(text: str) -> str:
    return _PLAIN.sub(lambda found: f"#{ord(found[0])};", " ".join(text.split()))


def _quoted(text: str) -> str:
    # Line breaks stay: two states may differ in them only.
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
