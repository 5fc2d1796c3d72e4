"""The recipes for DuckDB, Dask and Ray give the rows of the whole table; each runs where its library is installed."""

import logging
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from tests.sla.recipes import recipe

from supportops.tickets import Created, EventTable, Message, StatusChange, TicketHistory

pd = pytest.importorskip("pandas", reason="the recipes need pandas")
pq = pytest.importorskip("pyarrow.parquet", reason="the recipes need pyarrow")
pytest.importorskip("narwhals", reason="the frames extra is not installed")

PAGE = "duckdb-dask-ray.md"
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def histories():
    """Thirty tickets, one each hour; some are answered, some are resolved, each after another time."""
    for number in range(30):
        at = MONDAY + timedelta(hours=number)
        events = [Created(at=at, priority="P2"), Message(at=at + timedelta(minutes=11 * number), by="agent")]
        if number % 3:
            events.append(StatusChange(at=at + timedelta(hours=2 * number), to="resolved"))
        yield TicketHistory(ticket_id=f"T{number}", events=tuple(events))


LATER = datetime(2026, 4, 2, 9, tzinfo=UTC)
LATE = TicketHistory(ticket_id="late", events=(Created(at=LATER, priority="P2"),))


def events_file():
    """Return what the file of the recipes holds: the tickets, and what happened after the instant they ask for."""
    first, *others = histories()
    reopened = TicketHistory(ticket_id=first.ticket_id, events=(*first.events, StatusChange(at=LATER, to="open")))
    return EventTable.from_histories([reopened, *others, LATE])


@pytest.fixture
def whole(tmp_path, monkeypatch):
    """Write the events where the recipes read them, in no order, and return the table up to the recipes' instant."""
    monkeypatch.chdir(tmp_path)
    written = events_file()
    shuffled = np.random.default_rng(1).permutation(len(written))
    pq.write_table(written.to_arrow().take(shuffled), "events.parquet", row_group_size=20)
    return EventTable.from_histories(histories())


def run(heading):
    names = {"__name__": "recipe"}
    exec(compile(recipe(PAGE, "", heading), PAGE, "exec"), names)
    return names


def rows(frame):
    """Return the rows in the order of a table, whatever types a library has made of the columns."""
    plain = pd.DataFrame({name: column.astype("object") for name, column in frame.items()})
    plain = plain.sort_values(["ticket", "metric", "cycle"])
    return [tuple(None if pd.isna(value) else value for value in row) for row in plain.itertuples(index=False)]


def test_duckdb_reads_and_takes_a_table(whole):
    pytest.importorskip("duckdb")
    names = run("DuckDB")
    expected = names["clocks_of"](whole)
    assert rows(names["clocks"].to_pandas()) == rows(expected.to_pandas())
    verdicts, is_response = expected.verdict, expected.metric == "first_response"
    met, breached = (int(np.sum(is_response & (verdicts == word))) for word in ("met", "breached"))
    metric, share, longest = names["attainment"].fetchall()[0]
    assert (metric, share) == ("first_response", met / (met + breached))
    decided = is_response & ((verdicts == "met") | (verdicts == "breached"))
    assert longest == expected.elapsed[decided].max().item()


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # Dask's own, told by pandas
def test_dask_keeps_each_ticket_in_one_partition(whole):
    pytest.importorskip("dask.dataframe")
    names = run("Dask")
    expected = names["clocks_of"](whole).to_pandas()
    assert rows(names["clocks"].compute()) == rows(expected)
    assert rows(names["late"]) == rows(expected[expected["verdict"] == "breached"])
    shuffled = names["events"].repartition(npartitions=5).shuffle("ticket")
    parts = shuffled.map_partitions(names["evaluate_part"], meta=names["names_and_types"])
    assert parts.npartitions == 5
    assert rows(parts.compute()) == rows(expected)


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # Dask's own, told by pandas
def test_dask_reads_what_pandas_has_written(whole):
    pytest.importorskip("dask.dataframe")
    events_file().to_pandas().to_parquet("events.parquet")
    names = run("Dask")
    assert rows(names["clocks"].compute()) == rows(names["clocks_of"](whole).to_pandas())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # Ray's own; it does not run with warnings as errors
def test_ray_deals_whole_tickets(whole):
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    try:
        names = run("Ray")
        expected = names["clocks_of"](whole).to_pandas()
        assert rows(names["clocks"].to_pandas()) == rows(expected)
        assert rows(names["late"]) == rows(expected[expected["verdict"] == "breached"])
    finally:
        ray.shutdown()


def test_a_recipe_does_not_lose_a_ticket_in_silence(whole):
    with pytest.raises(ValueError, match="1 tickets have no answer; ticket 'late': at 2026-03-31"):
        run("")["clocks_of"](EventTable.from_histories([*histories(), LATE]))
