from datetime import UTC, datetime

from supportops.presets import skill
from supportops.report.demo import DEMO_AT
from supportops.report.demo_escalation import escalated_ticket


def rows() -> list[str]:
    text = escalated_ticket().splitlines()
    return text[text.index(next(line for line in text if line.startswith("when"))) + 1 :]


def test_the_demo_says_the_same_every_time_and_fits_a_terminal():
    assert escalated_ticket() == escalated_ticket()
    assert max(map(len, escalated_ticket().splitlines())) <= 110


def test_every_step_of_the_published_ladder_is_told_from_the_red_stage_on():
    red = datetime(2026, 3, 10, 12, 48, tzinfo=UTC)
    wanted = [
        f"{told.at.astimezone(DEMO_AT.tzinfo):%a %Y-%m-%d %H:%M}  {told.role}"
        for told in skill.ESCALATION["SEV2"].plan(red)
    ]
    assert [row[: len(start)] for row, start in zip(rows(), wanted, strict=True)] == wanted


def test_a_role_without_a_rota_has_nobody_and_says_so():
    assert [row.split("  ")[-1].strip() for row in rows()] == ["Robin", "Kim", "Max", "nobody: there is no layer 'cto'"]


def test_the_open_status_is_work_in_progress_and_may_be_escalated():
    assert "It is in_progress, and may: hold, wait, escalate, resolve, merge." in escalated_ticket().splitlines()
