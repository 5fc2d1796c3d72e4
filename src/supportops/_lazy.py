"""Names of a package that are imported when they are first used (PEP 562), so that the others stay cheap."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module

__all__ = ["lazily"]


def lazily(package: str, homes: Mapping[str, str], parts: str = "") -> Callable[[str], object]:
    """Return a package's `__getattr__`.

    Args:
        package: its name.
        homes: module -> the names that live in it, separated by spaces.
        parts: modules of the package that are names of it themselves.
    """
    home_of = {name: home for home, names in homes.items() for name in names.split()}

    def find(name: str) -> object:
        if name in parts.split():
            return import_module(f"{package}.{name}")
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(home_of[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return find
