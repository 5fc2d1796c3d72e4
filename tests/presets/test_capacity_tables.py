"""The constants of capacity are the published tables, cell by cell."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from supportops import capacity
from supportops.capacity import forecast, headcount
from supportops.presets import load


def rows(table):
    return load(table).rows


def ends(cell):
    return (cell["low"], cell["high"])


def on_the_clock(text):
    hours, minutes = map(int, text.split(":"))
    return timedelta(hours=hours, minutes=minutes)


def test_the_rates_of_the_channels_are_those_of_the_table():
    assert {
        row["channel"]: (ends(row["tickets_per_agent_hour"]), ends(row["concurrency"]))
        for row in rows("channel_staffing_model")
    } == capacity.CHANNEL_RATES


def test_the_scenarios_are_those_of_the_table():
    assert [(one.name, one.change, one.response) for one in capacity.SCENARIOS.values()] == [
        (row["scenario"], row["volume_change_fraction"], row["response"]) for row in rows("volume_scenarios")
    ]
    assert tuple(capacity.SCENARIOS) == tuple(one.name for one in capacity.SCENARIOS.values())


@pytest.mark.parametrize("row", rows("shift_definitions"), ids=lambda row: row["shift"])
def test_a_shift_has_the_hours_of_the_table(row):
    shift = capacity.SHIFTS[row["shift"]]
    blocks = [(row["starts"], row["ends"])]
    if row["second_block_starts"] is not None:
        blocks.append((row["second_block_starts"], row["second_block_ends"]))
    assert shift.hours == "daily " + ", ".join(f"{start}-{end}" for start, end in blocks)
    length = sum((on_the_clock(end) - on_the_clock(start) for start, end in blocks), timedelta())
    assert length == timedelta(hours=row["hours"])


def test_there_is_no_other_shift():
    assert tuple(capacity.SHIFTS) == tuple(row["shift"] for row in rows("shift_definitions"))


@pytest.mark.parametrize("row", rows("schedule_template"), ids=lambda row: row["day"])
def test_a_day_of_the_week_template_has_the_agents_of_the_table(row):
    day = row["day"][:3].capitalize()
    shifts = {one.name: one for one in capacity.WEEK_TEMPLATE if one.name.startswith(day)}
    assert {name: one.agents for name, one in shifts.items()} == {
        f"{day} {name}": row[name] for name in ("early", "core", "late")
    }
    assert sum(one.agents for one in shifts.values()) == row["total_stated"] == row["total_computed"]
    for name, one in shifts.items():
        assert one.hours == capacity.SHIFTS[name.split()[1]].hours.replace("daily", day)


def test_the_week_template_covers_its_hours_in_any_zone():
    start = datetime(2026, 3, 2, tzinfo=ZoneInfo("Europe/London"))
    there = capacity.coverage(capacity.WEEK_TEMPLATE, start=start, end=start + timedelta(days=7))
    hours = {row["shift"]: row["hours"] for row in rows("shift_definitions")}
    assert there.sum() == sum(
        row[name] * hours[name] for row in rows("schedule_template") for name in ("early", "core", "late")
    )


def test_the_breakdown_of_working_time_is_that_of_the_table():
    assert {
        row["activity"]: ends(row["share"]) for row in rows("utilization_breakdown")
    } == capacity.UTILISATION_BREAKDOWN
    parts = [row["share"] for row in rows("utilization_breakdown") if row["counts_as_shrinkage"]]
    assert [sum(Fraction(repr(part[end])) for part in parts) for end in ("low", "high")] == [
        Fraction("0.18"), Fraction("0.33"),
    ]  # fmt: skip


BANDS = {row["band"]: row["condition"] for row in rows("utilization_bands")}
EPSILON = 1e-9


@pytest.mark.parametrize(
    ("band", "preset", "name", "upper"),
    [
        ("target", "planning", "target", True),
        # At 0.8 two rows hold, and the upper one wins.
        ("realtime_green", "realtime", "green", False),
        ("realtime_yellow", "realtime", "yellow", True),
    ],
)
def test_a_band_of_utilisation_has_the_ends_of_the_table(band, preset, name, upper):
    low, high = ends(BANDS[band])
    assert capacity.utilisation_band(low, preset=preset) == name
    assert capacity.utilisation_band(high - EPSILON, preset=preset) == name
    assert (capacity.utilisation_band(high, preset=preset) == name) is upper
    assert capacity.utilisation_band(high + EPSILON, preset=preset) != name


def test_a_utilisation_outside_the_table_is_a_warning():
    low, high = ends(BANDS["warning"])
    shares = (low - EPSILON, low, high, high + EPSILON)
    assert [capacity.utilisation_band(share) for share in shares] == ["warning", "watch", "watch", "warning"]
    for preset, name, row in (("realtime", "red", "realtime_red"), ("hiring", "hire", "hiring_trigger")):
        limit = BANDS[row]["value"]
        assert BANDS[row]["op"] == ">"
        assert capacity.utilisation_band(limit, preset=preset) != name
        assert capacity.utilisation_band(limit + EPSILON, preset=preset) == name
    # What the source names as a fault of planning is one.
    for row in ("burnout_target", "no_buffer_target"):
        assert capacity.utilisation_band(BANDS[row]["value"]) == "warning"


def test_the_typical_utilisation_is_the_target_band_and_the_share_of_tickets():
    typical = {row["variable"]: row["typical"] for row in rows("capacity_variables")}
    assert ends(typical.pop("utilization_rate")) == ends(BANDS["target"])
    assert ends(BANDS["target"]) == capacity.UTILISATION_BREAKDOWN["ticket_handling"]
    assert set(typical.values()) == {None}


VARIABLES = {
    "ticket_volume": "volume", "handle_time": "handle_time", "available_hours": "hours",
    "utilization_rate": "utilisation", "shrinkage": "shrinkage",
}  # fmt: skip


def test_each_variable_of_the_equation_is_an_input_with_its_source():
    table = {VARIABLES[row["variable"]]: row["source"] for row in rows("capacity_variables")}
    given = {"volume": 500, "handle_time": "20m", "hours": "8h", "utilisation": 0.75, "shrinkage": 0.0}
    asked = capacity.CapacityInputs(**given, sources=table)
    assert dict(asked.sources) == table
    assert asked.agents().rounded == 28


NAMES = {
    "wait_time": "wait", "queue_depth": "queue_depth", "utilization": "utilisation",
    "available_agents": "missing_agents",
}  # fmt: skip


@pytest.mark.parametrize("row", rows("realtime_management_thresholds"), ids=lambda row: row["metric"])
def test_a_limit_of_the_day_is_that_of_the_table(row):
    limit = capacity.REALTIME_LIMITS[NAMES[row["metric"]]]
    scale = 60 if row["unit"] == "minutes" else 1
    yellow, red = row["yellow"], row["red"]
    assert limit.yellow == scale * yellow.get("low", yellow.get("value"))
    assert limit.red == scale * red["value"]
    assert limit.from_red == (red["op"] == ">=")
    assert limit.action == row["action"]


@pytest.mark.parametrize("row", rows("realtime_management_thresholds"), ids=lambda row: row["metric"])
@pytest.mark.parametrize("light", ["green", "yellow", "red"])
def test_a_figure_of_each_light_gets_this_light(row, light):
    name, cell = NAMES[row["metric"]], row[light]
    value = cell.get("value", cell.get("low")) + {"<": -1, ">": 1}.get(cell["op"], 0)
    given = {"wait": f"{value}m"} if name == "wait" else {name: value}
    assert capacity.realtime_status(**given).status == light


def test_there_is_no_other_limit():
    assert list(capacity.REALTIME_LIMITS) == [NAMES[row["metric"]] for row in rows("realtime_management_thresholds")]


def test_the_lead_times_are_those_of_the_table():
    assert {row["scenario"]: ends(row["lead_time_months"]) for row in rows("hiring_lead_times")} == headcount.LEAD_TIMES


def test_the_ramp_has_the_share_of_each_week_of_the_table():
    shares = [
        row["load_fraction"]
        for row in rows("new_hire_ramp_schedule")
        for _ in range(row["week_from"], row["week_to"] + 1)
    ]
    assert tuple(shares) == headcount.RAMP
    for row in rows("new_hire_ramp_schedule"):
        assert (
            headcount.productivity(row["week_from"]) == headcount.productivity(row["week_to"]) == row["load_fraction"]
        )


def test_the_customers_of_an_agent_are_those_of_the_table():
    [row] = rows("agent_customer_ratio")
    assert ends(row["customers_per_agent"]) == capacity.CUSTOMERS_PER_AGENT


def test_the_ratios_of_the_levels_are_those_of_the_table():
    assert {
        row["stage"]: (row["L1"], row["L2"], row["L3"]) for row in rows("tier_staffing_ratios")
    } == capacity.TIER_RATIOS


@pytest.mark.parametrize("row", rows("team_scaling_stages"), ids=lambda row: row["stage"])
def test_a_stage_of_the_team_is_that_of_the_table(row):
    low, high = row["customers_low"] or 0, row["customers_high"] or 10**9
    for customers in (low, high - 1):
        stage = capacity.team_stage(customers)
        assert (stage.name, stage.structure) == (row["stage"], row["structure"])
        assert (stage.agents, stage.tickets_per_month) == (
            ends(row["team_size_agents"]), ends(row["tickets_per_month"]),
        )  # fmt: skip


TRIGGERS = {row["trigger"]: row["condition"] for row in rows("hiring_triggers")}


@pytest.mark.parametrize(
    ("trigger", "argument", "name", "op", "step"),
    [
        ("average_response_time_over_sla", "response_to_sla", "response_over_sla", ">", 0.01),
        ("csat_below", "csat", "csat_low", "<", -0.01),
        ("agent_utilization_above", "utilisation", "utilisation_high", ">", 0.01),
    ],
)
def test_a_sign_to_hire_fires_past_the_value_of_the_table(trigger, argument, name, op, step):
    condition = TRIGGERS[trigger]
    assert condition["op"] == op
    assert capacity.hiring_triggers(**{argument: condition["value"]}).fired == ()
    assert capacity.hiring_triggers(**{argument: condition["value"] + step}).fired == (name,)


def test_the_growing_backlog_of_the_table_is_one_over_three_weeks():
    persistence = {row["trigger"]: row["persistence"] for row in rows("hiring_triggers")}
    assert TRIGGERS["backlog_growing_week_over_week"] == {"op": ">", "value": 0, "unit": "tickets_week_over_week"}
    assert persistence["backlog_growing_week_over_week"] == "3 or more weeks"
    assert capacity.hiring_triggers(weekly_backlog=[9, 10, 11, 12]).fired == ("backlog_growing",)
    assert capacity.hiring_triggers(weekly_backlog=[10, 10, 11, 12]).fired == ()
    assert len(TRIGGERS) == 4


ACTIVE = {
    "holiday_dip": date(2026, 12, 25), "end_of_month": date(2026, 7, 30), "monday_surge": date(2026, 7, 6),
    "release_spike": date(2026, 7, 8), "renewal_period": date(2026, 7, 10), "tax_season": date(2026, 4, 8),
}  # fmt: skip


@pytest.mark.parametrize("row", rows("seasonal_patterns"), ids=lambda row: row["pattern"])
def test_a_pattern_has_the_name_of_the_table(row):
    dates = {"releases": [ACTIVE["release_spike"]], "renewals": [ACTIVE["renewal_period"]]}
    assert forecast.seasonal_patterns(ACTIVE[row["pattern"]], **dates) == (row["pattern"],)


def test_patterns_are_named_in_the_order_of_the_table():
    names = [row["pattern"] for row in rows("seasonal_patterns")]
    # Two Mondays that end a month, so that no pattern is left out.
    december, april = date(2029, 12, 31), date(2029, 4, 30)
    found = {*forecast.seasonal_patterns(december, releases=[december], renewals=[december])}
    assert found == set(names) - {"tax_season"}
    for day in (december, april):
        active = forecast.seasonal_patterns(day, releases=[day], renewals=[day])
        assert list(active) == sorted(active, key=names.index)
    assert forecast.seasonal_patterns(april)[-1] == names[-1]


METHODS = {
    "historical_average": (lambda y: forecast.historical_average(y, last=3), 6),
    "trend_analysis": (lambda y: forecast.growth(y, rate=0.5), 12),
    "seasonal_adjustment": (lambda y: forecast.seasonal_naive(y, period=4), 4),
    "moving_average": (lambda y: forecast.moving_average(y, window=2), 6),
    "regression": (lambda y: forecast.regression(y, drivers={"x": [1, 2, 3, 4, 5]}, future={"x": [6]}), 8.4),
}


@pytest.mark.parametrize("row", rows("forecasting_methods"), ids=lambda row: row["method"])
def test_each_method_of_the_table_forecasts(row):
    method, mean = METHODS[row["method"]]
    assert method([2, 4, 6, 4, 8]).mean == pytest.approx([mean])
