"""The clock against a slow oracle that walks every minute and imports nothing of the library."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.oracles.sla_oracle import evaluate
from tests.properties.sla_cases import EPOCH, FRACTIONS, cases, minute


def told(timer):
    """Return what the oracle tells too, in minutes."""

    def minutes(amount):
        return None if amount is None else amount // timedelta(minutes=1)

    def moment(at):
        return None if at is None else (at - EPOCH) / timedelta(minutes=1)

    return {
        "metric": timer.metric, "cycle": timer.cycle, "started": moment(timer.started),
        "stopped": moment(timer.stopped), "first_stopped": moment(timer.first_stopped),
        "elapsed": minutes(timer.elapsed), "paused": minutes(timer.paused),
        "paused_by": {reason: minutes(amount) for reason, amount in timer.paused_by.items() if amount},
        "illegitimate": minutes(timer.illegitimate), "due": moment(timer.due),
        "breached_at": moment(timer.breached_at), "state": str(timer.state), "verdict": str(timer.verdict),
        "target": minutes(timer.target),
        "stages": {f: moment(timer.stages[str(f)]) for f in FRACTIONS},
    }  # fmt: skip


def check(case, at):
    manual = any(event["kind"] == "due_set" for event in case.plain_events)
    report = case.policy.evaluate(case.history, at=at)
    wanted = {(a["metric"], a["cycle"]): a for a in evaluate(case.plain_events, case.plain_policy, minute(at))}
    seen = {(t.metric, t.cycle): told(t) for t in report.timers}
    for key, answer in wanted.items():
        ours = seen[key]
        if ours["verdict"] == "not_applicable":
            assert answer["verdict"] == "not_applicable", (key, answer)
            continue
        for name in ours:
            if manual and key[0] == "resolution" and name in ("stages", "target"):
                continue
            if name == "stages" and (ours["target"] == 0 or (ours["target"] or 0) % 10):
                continue  # a share of it is no whole number of minutes, or of nothing: the date is the next opening
            assert ours[name] == answer[name], (key, name, ours[name], answer[name])
    extra = {key for key in seen if key not in wanted and seen[key]["verdict"] != "not_applicable"}
    assert not extra


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(), st.sampled_from([0, 1, 30, 400, 2000]))
def test_every_answer_equals_the_one_of_walking_every_minute(case, wait):
    check(case, case.history.events[-1].at + timedelta(minutes=wait))
