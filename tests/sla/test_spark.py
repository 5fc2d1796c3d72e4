"""The real log on a local Spark of two workers gives the rows of the batch path."""

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sla.recipes import recipe

from supportops.adapters.servicenow import read_incidents
from supportops.calendar import BusinessCalendar
from supportops.errors import ConfigurationError, DomainError, NaiveDatetimeError
from supportops.sla import PolicySet, Select, SlaPolicy, evaluate_many, spark
from supportops.sla._spark_columns import RESULT_COLUMNS
from supportops.tickets import EventTable
from supportops.vocabulary import P1_TO_P5

LOG = Path(__file__).parents[2] / "examples" / "data" / "incidents.csv.gz"
AT = datetime(2017, 3, 1, tzinfo=UTC)
POLICY = SlaPolicy(
    name="incidents",
    calendar=BusinessCalendar(name="desk", zone="America/New_York", hours="Mon-Fri 08:00-18:00"),
    scale=P1_TO_P5,
    around_the_clock=("P1",),
    targets={
        "P1": {"first_response": "15m", "resolution": "4h"},
        "P2": {"first_response": "1h", "resolution": "8h"},
        "P3": {"first_response": "4h", "resolution": "3 business days"},
        "P4": {"first_response": "8h", "resolution": "72h"},
    },
    pauses={"resolution": ("pending", "on_hold")},
    on_reopen="new_cycle",
)
pytestmark = [
    pytest.mark.spark,
    # Spark says so of pandas 3 whenever a function takes Arrow data, which does not go through pandas at all.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]


def java_version():
    """Return the major version of the Java that Spark would start, 0 without one."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if java is None:
        return 0
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


@pytest.fixture(scope="module")
def session():
    sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed; see `make test-spark`")
    if java_version() < 17:
        pytest.skip("Spark needs Java 17 or later on the PATH or in JAVA_HOME")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "100",
        "spark.sql.session.timeZone": "Asia/Kolkata",
    }
    with sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate() as session:
        yield session


@pytest.fixture(scope="module")
def table():
    return EventTable.from_histories(read_incidents(LOG))


def rows_of(frame):
    """Return the rows of a Spark data frame in the order of a table."""
    return frame.toArrow().sort_by([(name, "ascending") for name in ("ticket", "metric", "cycle")])


def expected(table, policy):
    from supportops.sla._spark_stream import result_rows

    rows = result_rows(evaluate_many(table, policy, at=AT))
    return rows.sort_by([(name, "ascending") for name in ("ticket", "metric", "cycle")])


def test_the_real_log_gives_the_rows_of_the_batch_path(session, table):
    from pyspark.sql.functions import rand

    df = session.createDataFrame(table.to_arrow()).orderBy(rand(seed=1))
    found = spark.evaluate(df, POLICY, at=AT, status_map=table.status_map, partitions=3, rows=5_000)
    assert found.rdd.getNumPartitions() == 3
    rows, whole = rows_of(found), expected(table, POLICY)
    assert rows.num_rows == whole.num_rows > 24_000
    for name in RESULT_COLUMNS:
        assert rows[name].equals(whole[name]), name


def test_a_policy_set_gives_the_rows_of_the_batch_path(session, table):
    part = table.part(0, 500)
    slow = POLICY.model_copy(update={"name": "slow", "on_reopen": "resume"})
    policies = PolicySet(Select(POLICY, priority=("P1", "P2")), Select(slow))
    df = session.createDataFrame(part.to_arrow())
    found = spark.evaluate(df, policies, at=AT, status_map=table.status_map)
    assert rows_of(found).equals(expected(part, policies))


def test_the_session_time_zone_moves_nothing(session, table):
    part = table.part(0, 50)
    df = session.createDataFrame(part.to_arrow())
    found = spark.evaluate(df, POLICY, at=AT, status_map=table.status_map)
    here = rows_of(found)
    session.conf.set("spark.sql.session.timeZone", "America/Los_Angeles")
    assert rows_of(found).equals(here)
    assert here.equals(expected(part, POLICY))


def test_the_schema_is_the_one_that_is_stated(session, table):
    from pyspark.sql.types import StructType

    df = session.createDataFrame(table.part(0, 1).to_arrow())
    assert spark.evaluate(df, POLICY, at=AT).schema == StructType.fromDDL(spark.RESULT_SCHEMA)


def test_rejected_tickets_are_rows_and_counts_add_up(session, table):
    from pyspark.sql.functions import col, when

    df = session.createDataFrame(table.part(0, 200).to_arrow())
    broken = table.tickets[7]
    df = df.withColumn("kind", when(col("ticket") == broken, "exploded").otherwise(col("kind")))
    df = df.withColumn("ticket", when(col("ticket") == table.tickets[8], None).otherwise(col("ticket")))
    found = spark.evaluate(df, POLICY, at=AT, status_map=table.status_map)
    rejected = found.where("rejected IS NOT NULL").collect()
    assert {row.ticket for row in rejected} == {broken, None}
    assert all(row.metric is None and row.elapsed is None for row in rejected)
    lost = table.part(8, 9)
    assert sum(row.rejected == "names no ticket" for row in rejected) == len(lost)
    assert found.where("rejected IS NULL").select("ticket").distinct().count() == 198


def test_timestamps_without_a_zone_are_utc(session, table):
    part = table.part(0, 50)
    df = session.createDataFrame(part.to_arrow())
    session.conf.set("spark.sql.session.timeZone", "UTC")
    naive = df.withColumn("at", df["at"].cast("timestamp_ntz")).cache()
    naive.count()
    session.conf.set("spark.sql.session.timeZone", "Asia/Kolkata")
    found = spark.evaluate(naive, POLICY, at=AT, status_map=table.status_map)
    assert rows_of(found).equals(expected(part, POLICY))


def test_names_that_a_collation_holds_for_equal_are_two_tickets(session, table):
    from pyspark.sql.functions import col, collate, concat, lit, upper

    one = session.createDataFrame(table.part(0, 1).to_arrow()).withColumn("ticket", lit("inc"))
    both = one.union(one.withColumn("ticket", upper(col("ticket"))))
    both = both.withColumn("ticket", collate(concat(col("ticket")), "UTF8_LCASE"))
    found = spark.evaluate(both, POLICY, at=AT, status_map=table.status_map, rows=1)
    assert {row.ticket for row in found.collect()} == {"inc", "INC"}
    assert found.where("rejected IS NOT NULL").count() == 0


def test_a_streaming_data_frame_is_refused(session):
    ticks = session.readStream.format("rate").load()
    stream = ticks.selectExpr("'1' AS ticket", "timestamp AS at", "value AS seq", "'created' AS kind", "'P2' AS value")
    with pytest.raises(DomainError, match="a streaming data frame cannot be sorted"):
        spark.evaluate(stream, POLICY, at=AT)


@pytest.mark.parametrize("name", ["partitions", "rows"])
def test_less_than_one_partition_or_row_is_refused(session, table, name):
    df = session.createDataFrame(table.part(0, 1).to_arrow())
    with pytest.raises(DomainError, match=f"^{name} is 0; give 1 or more, or leave it out"):
        spark.evaluate(df, POLICY, at=AT, **{name: 0})


def test_an_instant_without_a_zone_is_refused(session, table):
    df = session.createDataFrame(table.part(0, 1).to_arrow())
    with pytest.raises(NaiveDatetimeError):
        spark.evaluate(df, POLICY, at=datetime(2017, 3, 1))


def test_wrong_columns_are_named_before_anything_runs(session, table):
    df = session.createDataFrame(table.part(0, 1).to_arrow()).withColumnRenamed("seq", "Seq")
    with pytest.raises(ConfigurationError, match=r"seq: the column is missing; .*did you mean 'Seq'"):
        spark.evaluate(df, POLICY, at=AT)


def test_the_example_of_the_page_runs(session, monkeypatch, capsys):
    monkeypatch.chdir(LOG.parents[2])
    exec(compile(recipe("spark.md", "Evaluate"), "spark.md", "exec"), {})
    assert capsys.readouterr().out.strip() == recipe("spark.md", "Evaluate", language="text").strip()
