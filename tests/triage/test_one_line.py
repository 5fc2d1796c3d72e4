"""Values that a person prints read as one line, and their JSON schemas can be written."""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime

import pytest
from pydantic import BaseModel

import supportops.triage
from supportops.triage import (
    Acknowledged,
    ActionItem,
    ChecklistItem,
    Handoff,
    Incident,
    OnCall,
    Resolved,
    Rota,
    RotaOverride,
    SeverityChanged,
    Triggered,
)

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEN = NINE.replace(hour=10)
ROTA = Rota(name="API", people=("ann", "bob"), zone="UTC", start=date(2026, 3, 2))
AT = "2026-03-02T09:00:00+00:00"

LINES = {
    "API: ann, bob; Mon 09:00 in UTC, every 168h": ROTA,
    "on call: primary: API, API; cto: API": OnCall({"primary": (ROTA, ROTA), "cto": ROTA}),
    f"eve from {AT} to 2026-03-02T10:00:00+00:00": RotaOverride(NINE, TEN, "eve"),
    f"INC-7 (SEV1): since {AT}, open": Incident(id="INC-7", severity="SEV1", start=NINE),
    f"INC-7 (SEV1): since {AT}, resolved 2026-03-02T10:00:00+00:00": Incident(
        id="INC-7", severity="SEV1", start=NINE, resolved=TEN
    ),
    f"alert: ann by {AT}": ActionItem("alert", owner="ann", due=NINE),
    f"alert: ann by {AT}, done 2026-03-02T10:00:00+00:00": ActionItem("alert", owner="ann", due=NINE, done=TEN),
    "call the vendor: after 0m": ChecklistItem("call the vendor"),
    "refresh (active): after 15m, then every 30m": ChecklistItem("refresh", phase="active", after="15m", every="30m"),
    "L1 -> L2: steps, impact; refuse what is incomplete": Handoff(
        source="L1", target="L2", required=("steps", "impact")
    ),
    f"{AT} triggered": Triggered(NINE),
    f"{AT} triggered SEV1": Triggered(NINE, "SEV1"),
    f"{AT} acknowledged": Acknowledged(NINE),
    f"{AT} acknowledged by ann": Acknowledged(NINE, by="ann"),
    f"{AT} resolved": Resolved(NINE),
    f"{AT} severity changed to SEV2": SeverityChanged(NINE, "SEV2"),
}


@pytest.mark.parametrize(("line", "value"), LINES.items(), ids=LINES)
def test_a_value_is_one_line(line, value):
    assert str(value) == line


MODELS = sorted(
    (
        one
        for name in supportops.triage.__all__
        if isinstance(one := getattr(supportops.triage, name), type) and issubclass(one, BaseModel)
    ),
    key=lambda one: one.__name__,
)


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one.__name__)
def test_the_json_schema_of_a_model_comes_without_a_warning(model):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert model.model_json_schema().keys() & {"type", "anyOf", "$ref", "$defs"}
