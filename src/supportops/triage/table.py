"""Decision tables: rules as data, with a stated policy for several matches and a reason for every answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from supportops._model import Model
from supportops.errors import AmbiguousMatchError, ConfigurationError, NoMatchError
from supportops.triage._call import ambiguous, check_missing, copied, freeze, unmatched
from supportops.triage._engine import Engine
from supportops.triage._hits import AMBIGUOUS, NOTHING, collected
from supportops.triage._table_faults import faults, faults_beside
from supportops.triage._table_fields import Default, Inputs, Outputs
from supportops.triage.decision import Decision
from supportops.triage.inputs import Input
from supportops.triage.outputs import Output
from supportops.triage.rules import Rule
from supportops.vocabulary import Scale

if TYPE_CHECKING:
    import numpy.typing as npt

    from supportops.triage.analysis import Analysis
    from supportops.triage.backtest import Backtest
    from supportops.triage.decisions import Decisions

__all__ = ["DecisionTable", "HitPolicy", "Missing"]

HitPolicy: TypeAlias = Literal["unique", "first", "any", "priority", "collect"]
"""What several matching rules mean."""

Missing: TypeAlias = Literal["ask", "refuse"]


class DecisionTable(Model):
    """Rules that answer to the facts of a ticket, as data.

    A missing fact (absent or None) leaves a condition open, so that a table can ask for it. Rules read the facts of the
    call, and change nothing.

    Attributes:
        name: shown in answers and errors.
        hit_policy: what several matching rules mean. "unique": an error; "first": the first in order; "any": they must
            agree; "priority": the best output by `outputs`; "collect": all of them.
        inputs: fact to what it may be: an enum class or `Scale` (ordered labels), a tuple of labels, "number",
            "integer", "text", "boolean", "date", "tags", a number's bounds such as `at_least(0)`, or `optional(...)`.
        rules: in order.
        outputs: the ranking for "priority", the best first; elsewhere the outputs that rules may give, if stated.
        default: the answer when no rule matches; None for none.

    Raises:
        ConfigurationError: every fault at once: no rules, an id twice, a field that is no input, a condition or value
            that does not fit its input, an output that is not ranked.

    Source: Decision Model and Notation (OMG), chapter 8, for the hit policies.

    Example:
        >>> from supportops.triage import Rule, at_least
        >>> table = DecisionTable(
        ...     name="desk",
        ...     hit_policy="first",
        ...     inputs={"category": ("billing", "api"), "arr": at_least(0)},
        ...     rules=(Rule("vip", {"arr": at_least(50_000)}, "P2"), Rule("money", {"category": "billing"}, "P3")),
        ...     default="P4",
        ... )
        >>> print(table.decide({"category": "billing", "arr": 10_000}))
        desk: P3, by money
          vip: no, arr is 10,000, not >= 50,000
    """

    name: str
    hit_policy: HitPolicy
    inputs: Inputs
    rules: tuple[Rule, ...]
    outputs: Outputs = Field(default=())
    default: Default = None

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            name: str,
            hit_policy: HitPolicy,
            inputs: Mapping[str, Input],
            rules: Sequence[Rule],
            outputs: Scale | Sequence[Output] = (),
            default: Output | None = None,
        ) -> None: ...

    @model_validator(mode="after")
    def _check(self) -> Self:
        found = tuple(faults(self))
        if found:
            raise ConfigurationError(found)
        return self

    @classmethod
    def faults_beside(cls, data: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        """Return what the sound rules and inputs of faulty data have wrong with each other."""
        return faults_beside(data)

    @property
    def ranking(self) -> tuple[Any, ...]:
        """The outputs in order, the best first; empty when none are stated."""
        if isinstance(self.outputs, Scale):
            return tuple(self.outputs.label(rank) for rank in range(1, len(self.outputs) + 1))
        return self.outputs

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self)

    def to_markdown(self) -> str:
        """Return the rules as a Markdown table, so that the table in the handbook is the one that runs."""
        from supportops.triage._table_view import to_markdown

        return to_markdown(self)

    def _repr_html_(self) -> str:
        from supportops.triage._table_view import to_html

        return to_html(self)

    def __str__(self) -> str:
        from supportops.triage._table_view import to_text

        return to_text(self)

    def decide(self, facts: Mapping[str, object], *, missing: Missing = "ask") -> Decision:
        """Return the answer to the facts of one ticket.

        Args:
            facts: input to fact; what is absent or None is missing, what is no input is ignored.
            missing: "ask": rules that a missing fact leaves open may have to be asked for, see `Decision.needs`;
                "refuse": they count as not matching.

        Raises:
            NoMatchError: no rule matches, and the table has no default; `.facts`.
            AmbiguousMatchError: two rules match under "unique", or differ under "any"; `.rules`.
            DomainError: a fact of a wrong type or outside its input; `.field`.

        Example:
            >>> table = DecisionTable(
            ...     name="desk",
            ...     hit_policy="first",
            ...     inputs={"category": ("billing", "api"), "arr": "number"},
            ...     rules=(Rule("vip", {"arr": at_least(50_000)}, "P2"), Rule("money", {"category": "billing"}, "P3")),
            ... )
            >>> table.decide({"category": "billing"}).needs
            ('arr',)
        """
        if missing != "ask":
            check_missing(missing)
        engine = self._engine
        facts = copied(facts) if facts.__class__ is not dict else facts.copy()
        try:
            matched, undecided = engine.quick(facts)
        except (KeyError, TypeError, IndexError):
            matched, undecided = engine.hits(facts)
        if engine.tags:
            freeze(facts, engine.tags)
        choice, asked = engine.settle(engine.answers, matched, undecided if missing == "ask" else 0)
        if choice >= 0 and not asked:
            output, rule = engine.outputs[choice], engine.ids[choice]
            return Decision(engine, facts, matched, undecided, choice, output, rule, ())
        return self._unusual(facts, matched, undecided, choice, asked)

    def decide_many(
        self, columns: Mapping[str, Sequence[Any] | npt.NDArray[Any]], *, missing: Missing = "ask"
    ) -> Decisions:
        """Return the answers to many tickets, the same as one by one.

        Args:
            columns: input to a sequence with one fact a ticket, None where it is missing; an input without a column is
                missing everywhere.
            missing: as in `decide`.

        Raises:
            DomainError: a fact of a wrong type or outside its input, `.field` and `.index`; columns of different
                lengths.

        Example:
            >>> table = DecisionTable(
            ...     name="desk",
            ...     hit_policy="first",
            ...     inputs={"category": ("billing", "api")},
            ...     rules=(Rule("money", {"category": "billing"}, "P3"),),
            ... )
            >>> table.decide_many({"category": ["api", "billing"]}).status.tolist()
            ['no_match', 'decided']
        """
        from supportops.triage._batch import decide_many

        check_missing(missing)
        return decide_many(self, columns, missing)

    def analyse(self, *, limit: int | None = 1_000) -> Analysis:
        """Return what the rules leave out, and where they contradict or hide each other.

        Exact for labels, numbers, dates and tags; of texts it says what it cannot be certain of. See `Analysis`.

        Args:
            limit: the most regions of one kind that are listed; None for all of them.

        Raises:
            DomainError: a limit below 1; rules too entangled to be analysed in reasonable time.

        Example:
            >>> table = DecisionTable(
            ...     name="desk",
            ...     hit_policy="first",
            ...     inputs={"category": ("billing", "api"), "arr": at_least(0)},
            ...     rules=(Rule("vip", {"arr": at_least(50_000)}, "P2"), Rule("money", {"category": "billing"}, "P3")),
            ... )
            >>> print(table.analyse().gaps[0])
            category = api and arr < 50,000
        """
        from supportops.triage._analyse import analyse

        return analyse(self, limit)

    def verified(self) -> Self:
        """Return this table, or refuse it when its rules contradict its hit policy. For tables that are loaded.

        Raises:
            ConfigurationError: every conflict with the hit policy, with the rules and where they meet.
        """
        from supportops.triage._analyse import verified

        verified(self)
        return self

    def backtest(
        self, tickets: Sequence[Mapping[str, object]], expected: Sequence[Output | None], *, by: str | None = None
    ) -> Backtest:
        """Return how often this table gives the answers that were expected, and where it does not.

        Args:
            tickets: the facts of each.
            expected: the answer to each.
            by: one key of the outputs when these are records: only that part is compared.

        Raises:
            DomainError: lists of different lengths; a fact of a wrong type or outside its input, with its `.index`.

        Example:
            >>> table = DecisionTable(
            ...     name="desk",
            ...     hit_policy="first",
            ...     inputs={"category": ("billing", "api")},
            ...     rules=(Rule("money", {"category": "billing"}, "P3"),),
            ...     default="P4",
            ... )
            >>> table.backtest([{"category": "api"}, {"category": "billing"}], ["P4", "P2"]).agreement
            0.5
        """
        from supportops.triage.backtest import backtest

        return backtest(self, tickets, expected, by)

    def _unusual(self, facts: dict[str, object], matched: int, undecided: int, choice: int, asked: int) -> Decision:
        """Return an answer that no single rule gives: of a collect table, a default, or a question."""
        engine = self._engine
        if choice == AMBIGUOUS:
            raise AmbiguousMatchError(ambiguous(self, engine.named(matched)), engine.named(matched))
        needs = dict.fromkeys(name for index in engine.bits(asked) for name in engine.trace.lacking(facts, index))
        output = None if asked else self.default
        if self.hit_policy == "collect":
            output = collected(
                [engine.outputs[index] for index in engine.bits(matched)], self.default, is_sure=not asked
            )
        elif choice == NOTHING and not asked:
            raise NoMatchError(unmatched(self, facts), facts=facts)
        return Decision(engine, facts, matched, undecided, choice, output, None, tuple(needs))
