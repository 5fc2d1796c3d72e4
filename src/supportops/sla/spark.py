"""The clocks of many tickets on a Spark cluster; needs the `spark` extra."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from supportops.errors import DomainError, MissingExtraError
from supportops.sla._spark_columns import EVENT_CASTS, RESULT_COLUMNS, ROWS, check_columns
from supportops.sla.policy import SlaPolicy
from supportops.sla.selection import PolicySet
from supportops.tickets import StatusMap

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["RESULT_SCHEMA", "evaluate"]

RESULT_SCHEMA = ", ".join(f"{name} {kind}" for name, kind in RESULT_COLUMNS.items())
"""The columns of `evaluate`, as Spark writes a schema: those of an `SlaTable`, and `rejected`."""


def evaluate(
    df: DataFrame,
    policy: SlaPolicy | PolicySet,
    *,
    at: datetime,
    status_map: StatusMap | None = None,
    partitions: int | None = None,
    rows: int = ROWS,
) -> DataFrame:
    """Return how the clocks of all tickets stand at an instant: `evaluate_many` on every worker.

    The rows of a ticket are brought to one partition and sorted there; each worker reads its partition as a stream
    and keeps the rows of the ticket that may go on. A worker needs memory for `rows` rows and its longest ticket,
    however large the partition is. The session's time zone plays no part.

    Args:
        df: the events, with the columns of an `EventTable`: ticket, at, seq and kind, and as far as there are any
            by, public, value, field and reason. `at` is a timestamp; one without a zone is UTC.
        policy: what was promised. It goes to the workers as JSON, with the job.
        at: the instant, aware.
        status_map: what the statuses mean.
        partitions: into how many parts the tickets are spread; Spark's own choice when left out.
        rows: how many rows a worker evaluates at a time, >= 1; fewer need less memory and more time.

    Returns:
        The rows of the `SlaTable` in no order, with the schema `RESULT_SCHEMA`. A rejected ticket is a row with the
        reason in `rejected` and nothing but null in the other columns; in all other rows `rejected` is null.

    Raises:
        ConfigurationError: columns that are missing or of a wrong type, all of them at once.
        DomainError: fewer than one partition or row, or a streaming data frame.
        NaiveDatetimeError: `at` has no zone.
        MissingExtraError: Spark, or what it needs to exchange Arrow data, is not installed.

    Example:
        >>> clocks = evaluate(spark.table("events"), policy, at=now)  # doctest: +SKIP
        >>> clocks.where("rejected IS NULL").groupBy("metric", "verdict").count().show()  # doctest: +SKIP
    """
    try:
        from pyspark.sql.functions import col

        from supportops.sla._spark_stream import Task
    except ImportError as error:
        raise MissingExtraError((error.name or "pyspark").partition(".")[0], "spark") from None
    task = Task.of(policy, at=at, status_map=status_map, rows=rows)
    columns = check_columns(df.dtypes)
    for name, number in (("partitions", partitions), ("rows", rows)):
        if number is not None and number < 1:
            raise DomainError(f"{name} is {number!r}; give 1 or more, or leave it out")
    if df.isStreaming:
        raise DomainError("a streaming data frame cannot be sorted; evaluate what it has written to a table")

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return task.run(batches)

    events = df.select(*(col(name).cast(EVENT_CASTS[name]) if name in EVENT_CASTS else col(name) for name in columns))
    spread = events.repartition("ticket") if partitions is None else events.repartition(partitions, "ticket")
    return spread.sortWithinPartitions("ticket", "at", "seq").mapInArrow(run, RESULT_SCHEMA)
