from tests.report.cases import AT, LATE, PAUSED, POLICY, REOPENED, march, standing, ticket

from supportops.report.standing import tally_of
from supportops.tickets import Cancelled

HOUR = 3_600_000_000


def test_a_tally_has_what_was_counted_paused_and_over():
    paused, late = standing(PAUSED).tallies["resolution"], standing(LATE).tallies["resolution"]
    assert (paused.outcome, paused.elapsed, paused.paused, paused.overdue) == ("met", 3 * HOUR, 10 * HOUR, 0)
    assert paused.paused_by == {"pending": 10 * HOUR}
    assert (late.outcome, late.elapsed, late.overdue) == ("breached", 14 * HOUR, 6 * HOUR)


def test_the_worst_of_several_cycles_speaks_for_the_ticket():
    policy = POLICY.model_copy(update={"on_reopen": "new_cycle"})
    timers = [timer for timer in policy.evaluate(REOPENED, at=AT).timers if timer.metric == "resolution"]
    assert [str(timer.verdict) for timer in timers] == ["met", "breached"]
    tally = tally_of(timers)
    assert (tally.outcome, tally.elapsed, tally.overdue) == ("breached", 11 * HOUR, 2 * HOUR)


def test_a_clock_that_ended_undecided_is_cancelled():
    spam = ticket("SPAM", march(2), Cancelled(at=march(2, 9, 5), reason="spam"))
    assert standing(spam).tallies["resolution"].outcome == "cancelled"


def test_a_priority_without_a_target_is_not_applicable():
    assert standing(ticket("A", march(2), priority="P5")).tallies["resolution"].outcome == "not_applicable"
