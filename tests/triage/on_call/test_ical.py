from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.triage.on_call.rotas import rotas, utc, weekly

from supportops.calendar import BusinessCalendar
from supportops.triage.on_call.override import RotaOverride

START, END = utc(2026, 3, 2, 9), utc(2026, 3, 16, 9)


def unfolded(text):
    """Return the content lines: a line end before a space joins, as RFC 5545 says in 3.1."""
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 and "\n" not in line and "\r" not in line for line in lines)
    whole = []
    for line in lines:
        if line.startswith(" "):
            whole[-1] += line[1:]
        else:
            whole.append(line)
    return whole


def events(text):
    """Return the events as mappings of name to plain value."""
    lines = unfolded(text)
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//supportops//rota//EN"]
    assert lines[-1] == "END:VCALENDAR"
    found = []
    for line in lines[3:-1]:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            found.append({})
        elif name != "END":
            found[-1][name] = plain(value)
    return found


def plain(value):
    letters, marks = iter(value), {"n": "\n"}
    return "".join(marks.get(after := next(letters), after) if letter == "\\" else letter for letter in letters)


def instant(value):
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def test_each_shift_is_an_event():
    assert weekly().to_ical(START, START + timedelta(days=7)).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//supportops//rota//EN",
        "BEGIN:VEVENT",
        "UID:eb25d8ce8bc9f17abd223d456b8896ea@supportops",
        "DTSTAMP:20260302T090000Z",
        "DTSTART:20260302T090000Z",
        "DTEND:20260309T090000Z",
        "SUMMARY:primary: ann",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_swap_keeps_the_ids_so_that_the_events_change():
    rota = weekly()
    before = events(rota.to_ical(START, END))
    after = events(rota.swap(START, START + timedelta(days=7)).to_ical(START, END))
    assert [one["UID"] for one in before] == [one["UID"] for one in after]
    assert [one["SUMMARY"] for one in after] == ["primary: bob", "primary: ann"]


def test_ids_differ_between_shifts_and_between_rotas():
    ids = [one["UID"] for name in ("API", "web") for one in events(weekly(name=name).to_ical(START, END))]
    assert len(set(ids)) == 4


def test_marks_and_line_ends_are_escaped():
    rota = weekly(name="API; web, \\ and\r\nmore\rlines\tx\x07", people=("ann, b.", "bob"))
    text = rota.to_ical(START, START + timedelta(days=1))
    assert r"SUMMARY:API\; web\, \\ and\nmore\nlines x : ann\, b." in text
    assert events(text)[0]["SUMMARY"] == "API; web, \\ and\nmore\nlines x : ann, b."


def test_long_lines_are_folded_between_letters():
    name = "Bereitschaft für Zürich und 東京 🚒" * 5
    text = weekly(name=name).to_ical(START, START + timedelta(days=1))
    assert events(text)[0]["SUMMARY"] == f"{name}: ann"
    assert max(len(line.encode()) for line in text.split("\r\n")) > 70


def test_without_shifts_there_are_no_events():
    assert events(weekly().to_ical(utc(2026, 1, 1), utc(2026, 2, 1))) == []


def test_fractions_of_a_second_go_and_what_is_left_without_length_too():
    tiny = RotaOverride(START + timedelta(seconds=5.2), START + timedelta(seconds=5.9), "dan")
    found = events(weekly(overrides=[tiny]).to_ical(START, START + timedelta(seconds=9)))
    assert [(one["DTSTART"], one["DTEND"]) for one in found] == [
        ("20260302T090000Z", "20260302T090005Z"),
        ("20260302T090005Z", "20260302T090009Z"),
    ]


def test_years_have_four_digits():
    rota = weekly(start=utc(900, 1, 1).date(), zone="UTC", hours=BusinessCalendar(zone="UTC", hours="24/7"))
    assert events(rota.to_ical(utc(900, 2, 1), utc(900, 2, 2)))[0]["DTSTART"] == "09000201T000000Z"


@settings(max_examples=50, deadline=None)
@given(case=rotas(), name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_a_reader_finds_the_shifts_again(case, name):
    start, rota = case
    rota = rota.model_copy(update={"name": name})
    end = start + timedelta(days=4)
    found = [
        (instant(one["DTSTART"]), instant(one["DTEND"]), one["SUMMARY"]) for one in events(rota.to_ical(start, end))
    ]
    assert found == [(opening, closing, f"{name}: {person}") for opening, closing, person in rota.shifts(start, end)]
