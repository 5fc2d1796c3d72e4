import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from tests.adapters.servicenow.logs import HEADER, row

from supportops.__main__ import main

POLICIES = Path("examples/policies")


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    closed = row(incident_state="Closed", sys_updated_at="2016-03-05T12:00", made_sla="true")
    path.write_text("\n".join([HEADER, row(), closed]))
    return str(path)


def refused(capsys, *argv):
    assert main(argv) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    return captured.err


def test_the_demo_prints_one_ticket(capsys):
    assert main(["demo"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Ticket 4711 comes in: ")
    assert "\n\n\nTicket 4711, a P2, as of Tue 2026-03-10 12:15 GMT\n" in text


def test_the_review_prints_the_report(capsys, log):
    desk, policy = str(POLICIES / "desk.json"), str(POLICIES / "incidents.json")
    assert main(["review", log, "--format", "servicenow", "--calendar", desk, "--policy", policy]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(f"Review of {log} under policy 'incident targets'"[:60])
    assert captured.err == ""


def test_a_missing_file_is_one_message(capsys):
    assert refused(capsys, "review", "nowhere.csv") == "supportops: nowhere.csv: No such file or directory\n"


def test_a_folder_is_no_log(capsys, tmp_path):
    assert refused(capsys, "review", str(tmp_path)) == f"supportops: {tmp_path}: Is a directory\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (HEADER.encode(), "has a header and no rows"),
        (b"number,state\nINC1,New\n", "line 1, column 'incident_state'"),
        (HEADER.encode() + b"\nS\xfc\xdf", "line 2: byte"),
        (b"\x1f\x8b\x08", "after line 0: the gzip file ends too early"),
        (f"{HEADER}\n{row(priority='x')}".encode(), "line 2, INC1: column 'priority'"),
    ],
)
def test_a_log_that_cannot_be_used_is_named_with_its_place(capsys, tmp_path, content, message):
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    error = refused(capsys, "review", str(path))
    assert error.startswith("supportops: ")
    assert str(path) in error
    assert message in error


def test_a_fault_of_the_policy_is_named_with_its_path_in_the_file(capsys, tmp_path, log):
    path = tmp_path / "policy.json"
    path.write_text((POLICIES / "incidents.json").read_text().replace('"4h"', '"4 days"'))
    error = refused(capsys, "review", log, "--policy", str(path))
    assert f"{path}: targets.P1.resolution" in error
    assert f"{path}: targets.P3.first_response" in error


def test_a_fault_of_the_calendar_is_named_with_its_path_in_the_file(capsys, tmp_path, log):
    path = tmp_path / "desk.json"
    path.write_text('{"zone": "UTC", "hours": "Mon-Fri 09:00-09:00"}')
    assert f"{path}: hours: " in refused(capsys, "review", log, "--calendar", str(path))


def test_an_instant_without_an_offset_or_before_the_log_is_refused(capsys, log):
    assert "has no offset" in refused(capsys, "review", log, "--at", "2016-03-01T12:00")
    assert "no incident was opened by 2016-01-01" in refused(capsys, "review", log, "--at", "2016-01-01T12:00Z")


def test_an_unknown_command_is_refused_by_its_usage(capsys):
    with pytest.raises(SystemExit) as error:
        main(["revue"])
    assert error.value.code == 2
    assert "usage: supportops" in capsys.readouterr().err


def test_an_error_of_the_system_without_a_file_is_shown(capsys, monkeypatch):
    def full(options):
        raise OSError("the disk is full")

    monkeypatch.setattr("supportops.report.command.run_review", full)
    assert refused(capsys, "review", "x.csv") == "supportops: the disk is full\n"


def test_an_interruption_is_quiet(capsys, monkeypatch):
    def interrupted(options):
        raise KeyboardInterrupt

    monkeypatch.setattr("supportops.report.command.run_review", interrupted)
    assert main(["review", "x.csv"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_has_gone_is_quiet(monkeypatch):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert main(["demo"]) == 141


def test_the_status_is_that_of_the_process(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["supportops", "demo"])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(Path("src/supportops/__main__.py").resolve()), run_name="__main__")
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("Ticket 4711")


def run(*argv, **options):
    environment = {**os.environ, **options.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "supportops", *argv], env=environment, capture_output=True, check=False, **options
    )


def test_the_module_runs_as_a_program(log):
    done = run("review", log)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"made_sla says made for 100.00 %" in done.stdout


def test_the_demo_does_not_depend_on_the_environment():
    plain, other = run("demo"), run("demo", env={"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"})
    assert (plain.returncode, plain.stdout) == (0, other.stdout)


def test_a_console_that_lacks_a_letter_gets_its_code(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(f"{HEADER}\n{row(number='INC-ä')}", encoding="utf-8")
    done = run("review", str(path), env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert rb"INC-\xe4" in done.stdout


def test_a_reader_that_leaves_is_no_error():
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "supportops", "demo"], stdout=write, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


def test_asking_for_help_imports_nothing_heavy():
    code = "import sys, supportops.__main__; print(sorted(m for m in sys.modules if m in ('numpy', 'pydantic')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
