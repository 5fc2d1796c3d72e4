"""What is wrong with a list of routes before the first ticket comes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from supportops.triage.routing import Route

__all__ = ["RouteCheck", "check_routes"]


@dataclass(frozen=True, slots=True)
class RouteCheck:
    """What a list of routes leaves out.

    Attributes:
        unrouted: the categories with no route that takes all their tickets.
        unreachable: the places of the routes that an earlier one leaves nothing for.
        dangling: (place, fallback) of each fallback that is no known target.
    """

    unrouted: tuple[str, ...]
    unreachable: tuple[int, ...]
    dangling: tuple[tuple[int, str], ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not (self.unrouted or self.unreachable or self.dangling)

    @property
    def findings(self) -> tuple[str, ...]:
        """What was found, in sentences."""
        return (
            *(f"category {name!r} has no route that takes every ticket of it" for name in self.unrouted),
            *(f"route {place} is never reached: an earlier one takes all its tickets" for place in self.unreachable),
            *(f"route {place}: its fallback {name!r} is no known target" for place, name in self.dangling),
        )

    def __str__(self) -> str:
        return "\n".join(self.findings) or "every category has a route, and every route can be reached"


def check_routes(
    routes: Sequence[Route], *, categories: Iterable[str] = (), targets: Collection[str] | None = None
) -> RouteCheck:
    """Return which categories have no route, which routes are never reached, and which fallbacks point to nothing.

    A route is taken to hide a later one when its category is the same, or any, and its conditions are none or the same.

    Args:
        routes: in order.
        categories: those that tickets may have.
        targets: the skills, teams and queues that exist; None: fallbacks are not checked.

    Example:
        >>> money = Route("billing", "account_management", "L1", fallback="Finance")
        >>> print(check_routes([money], categories=["billing", "feature_request"], targets=["account_management"]))
        category 'feature_request' has no route that takes every ticket of it
        route 0: its fallback 'Finance' is no known target
    """
    whole = {route.category for route in routes if not route.when}
    unrouted = [] if None in whole else [name for name in categories if name not in whole]
    hidden = [place for place, route in enumerate(routes) if any(_hides(other, route) for other in routes[:place])]
    dangling = [
        (place, route.fallback)
        for place, route in enumerate(routes)
        if targets is not None and route.fallback is not None and route.fallback not in targets
    ]
    return RouteCheck(tuple(dict.fromkeys(unrouted)), tuple(hidden), tuple(dangling))


def _hides(earlier: Route, later: Route) -> bool:
    return earlier.category in (None, later.category) and set(earlier.when.items()) <= set(later.when.items())
