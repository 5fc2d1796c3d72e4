import gc
import pickle
from concurrent.futures import ThreadPoolExecutor
from copy import copy, deepcopy
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from tests.triage.machine.machines import ALL_FACTS, START, TICKET, hours, machines

from supportops._model import Model
from supportops.errors import (
    AmbiguousMatchError,
    ConfigurationError,
    DomainError,
    HorizonError,
    NaiveDatetimeError,
    TransitionError,
)
from supportops.triage import Log, LogEntry, StateMachine, Transition

SOLVED = {"resolution": "solved"}
LOOP = StateMachine(
    states=("a", "b"),
    transitions=(Transition("go", "a", "b"), Transition("back", "b", "a")),
    initial="a",
    final=(),
)


class Event(Enum):
    START = "start"


class Ticket(BaseModel):
    id: str
    log: Log | None = None


class Stored(Model):
    log: Log


def recorded(*events, log=None, machine=TICKET):
    for count, event in enumerate(events):
        log = machine.record(log, event, at=hours(count), facts=SOLVED)
    return log


def long(count):
    log = None
    for place in range(count):
        log = LOOP.record(log, ("go", "back")[place % 2], at=START + timedelta(seconds=place))
    return log


def test_a_log_tells_what_happened():
    log = recorded("start", "close")
    assert log.state == "closed"
    assert log.at == hours(1)
    assert log.entries == ((hours(0), "start", "new", "open"), (hours(1), "close", "open", "closed"))
    last = log.entries[-1]
    assert (last.at, last.event, last.source, last.target) == (hours(1), "close", "open", "closed")
    assert repr(log) == "Log(state='closed', at='2026-03-02T10:00:00+00:00')"
    assert str(log).splitlines()[1] == "2026-03-02T10:00:00+00:00 close: open -> closed"


def test_an_older_log_stays_as_it_was():
    first = recorded("start")
    closed = TICKET.record(first, "close", at=hours(1), facts=SOLVED)
    noted = TICKET.record(first, "note", at=hours(2))
    again = TICKET.record(noted, "note", at=hours(3))
    assert [len(log.entries) for log in (first, closed, noted, again)] == [1, 2, 2, 3]
    assert [log.state for log in (first, closed, noted, again)] == ["open", "closed", "open", "open"]
    assert closed.entries[1].event == "close"
    assert [entry.event for entry in again.entries] == ["start", "note", "note"]
    assert first == recorded("start")


def test_threads_that_go_on_from_one_log_do_not_meet():
    base = long(10)

    def go_on(number):
        log = base
        for place in range(200):
            log = LOOP.record(log, ("go", "back")[place % 2], at=START + timedelta(days=number + 1, seconds=place))
        return number, log

    with ThreadPoolExecutor(8) as pool:
        for number, log in pool.map(go_on, range(32)):
            entries = log.entries
            assert entries[:10] == base.entries
            assert [entry.at for entry in entries[10:]] == [
                START + timedelta(days=number + 1, seconds=place) for place in range(200)
            ]


def test_an_event_that_another_thread_put_there_first_is_left_out():
    class Racing(list):
        """A list to which another thread appends in between."""

        def append(self, item):
            super().append(item)
            if item == hours(5):
                super().append("another event")

    log = recorded("start")
    log._items = Racing(log._items)
    later = TICKET.record(log, "note", at=hours(5))
    assert later.entries == (*log.entries, (hours(5), "note", "open", "open"))


@pytest.mark.parametrize(
    "zone", [ZoneInfo("Europe/Berlin"), timezone(timedelta(hours=-5)), ZoneInfo("UTC")], ids=["berlin", "-5", "utc"]
)
def test_instants_are_kept_in_utc(zone):
    log = TICKET.record(None, "start", at=hours(0).astimezone(zone))
    log = TICKET.record(log, "note", at=hours(1).astimezone(zone))
    assert [entry.at for entry in log.entries] == [hours(0), hours(1)]
    assert all(entry.at.tzinfo is UTC for entry in log.entries)
    assert hash(log) == hash(recorded("start", "note"))


def test_an_instant_before_the_last_one_is_refused():
    log = recorded("start")
    with pytest.raises(DomainError, match="before 2026-03-02T09:00:00") as raised:
        TICKET.record(log, "note", at=hours(-1))
    assert raised.value.field == "at"
    assert TICKET.record(log, "note", at=hours(0)).state == "open"


def test_an_instant_without_a_zone_is_refused():
    for log in (None, recorded("start")):
        with pytest.raises(NaiveDatetimeError):
            TICKET.record(log, "start" if log is None else "note", at=datetime(2027, 1, 1))


@pytest.mark.parametrize("at", [None, "2026-03-02T09:00:00Z", 7])
def test_what_is_no_instant_is_refused(at):
    for log in (None, recorded("start")):
        with pytest.raises(DomainError, match=f"at is {at!r}; give an aware datetime"):
            TICKET.record(log, "start" if log is None else "note", at=at)


def test_an_instant_that_no_zone_can_show_is_refused():
    with pytest.raises(HorizonError):
        TICKET.record(None, "start", at=datetime.min.replace(tzinfo=UTC))


def test_a_refused_event_leaves_no_trace():
    log = recorded("start")
    with pytest.raises(TransitionError):
        TICKET.record(log, "close", at=hours(1), facts={"resolution": "none"})
    with pytest.raises(DomainError):
        TICKET.record(log, "close", at=hours(1))
    with pytest.raises(TransitionError):
        TICKET.record(log, "start", at=hours(1))
    with pytest.raises(TransitionError):
        TICKET.record(None, "close", at=hours(1))
    assert log == recorded("start")
    assert TICKET.record(log, "note", at=hours(1)).entries[-1].event == "note"


def test_a_log_in_a_state_of_another_machine_is_refused():
    with pytest.raises(DomainError, match="'b' is no state"):
        TICKET.record(long(1), "start", at=hours(1))


@pytest.mark.parametrize("log", ["open", ("open",), 3])
def test_what_is_no_log_is_refused(log):
    with pytest.raises(DomainError, match="what record\\(\\) returned"):
        TICKET.record(log, "note", at=hours(1))


def test_members_of_enums_are_kept_as_their_texts():
    log = TICKET.record(None, Event.START, at=hours(0))
    assert log == recorded("start")
    assert type(log.entries[0].event) is str


def test_a_log_is_a_value():
    log = recorded("start", "note", "close")
    again = Log.model_validate_json(log.model_dump_json())
    assert again == log
    assert hash(again) == hash(log)
    assert again.entries == log.entries
    assert TICKET.record(again, "reopen", at=hours(9)).state == "open"
    assert copy(log) is log
    assert deepcopy(log) is log
    assert pickle.loads(pickle.dumps(log)) == log
    assert log != recorded("start", "note")
    assert log != recorded("start", "note", "note")
    assert log != log.entries
    assert len({log, again}) == 1


def test_a_log_cannot_be_changed():
    log = recorded("start")
    for name in ("state", "entries", "at", "other"):
        with pytest.raises(AttributeError):
            setattr(log, name, "open")


def test_a_log_of_a_hundred_thousand_events_is_as_good_as_a_short_one():
    log, other = long(100_000), long(100_000)
    assert log == other
    assert hash(log) == hash(other)
    assert len(pickle.loads(pickle.dumps(log)).entries) == 100_000
    assert deepcopy(log) == copy(log)
    assert Log.model_validate_json(log.model_dump_json()) == log
    del other
    gc.collect()


def test_a_log_may_be_a_field_of_a_model():
    ticket = Ticket(id="4711", log=recorded("start"))
    assert Ticket.model_validate_json(ticket.model_dump_json()) == ticket
    assert Ticket.model_validate(ticket.model_dump()).log == ticket.log
    assert Ticket.model_json_schema()["properties"]["log"]["anyOf"][0]["$ref"]
    assert Ticket(id="1").log is None
    with pytest.raises(ValidationError):
        Ticket(id="1", log={"entries": []})
    stored = Stored(log=recorded("start", "note"))
    assert Stored.model_validate_json(stored.model_dump_json()) == stored
    assert hash(stored) == hash(Stored(log=recorded("start", "note")))
    with pytest.raises(ConfigurationError) as raised:
        Stored(log={"entries": [(hours(0), "start", "new", "open"), (hours(0), "note", "new", "open")]})
    assert [path for path, _ in raised.value.faults] == ["log.entries[1].source"]


def test_a_log_can_be_built_from_entries():
    log = recorded("start", "note")
    assert Log.model_validate(log) is log
    assert Log.model_validate({"entries": log.entries}) == log
    assert Log.model_validate({"entries": [LogEntry(*entry) for entry in log.entries]}) == log


@pytest.mark.parametrize("wrong", [{}, {"entries": []}, [], None, "log", {"entries": [("x",)]}], ids=repr)
def test_what_holds_no_entries_is_no_log(wrong):
    with pytest.raises(ConfigurationError):
        Log.model_validate(wrong)


def test_entries_that_cannot_follow_each_other_are_all_told():
    with pytest.raises(ConfigurationError) as raised:
        Log.model_validate(
            {
                "entries": [
                    (hours(0), "start", "new", "open"),
                    (hours(-1), "note", "new", "open"),
                    (hours(1), "close", "opn", "closed"),
                ]
            }
        )
    assert [path for path, _ in raised.value.faults] == ["entries[1].at", "entries[1].source", "entries[2].source"]
    assert str(raised.value).startswith("3 faults in this Log")
    with pytest.raises(ConfigurationError, match=r"entries\[0\]"):
        Log.model_validate_json('{"entries": [[7, "start", "new", "open"]]}')


@given(machines, st.lists(st.tuples(st.sampled_from(["go", "run", "hop"]), st.sampled_from(ALL_FACTS)), max_size=12))
def test_record_replay_and_step_agree(desk, events):
    state, log, taken = desk.initial, None, []
    for count, (event, facts) in enumerate(events):
        try:
            state = desk.step(state, event, facts)
        except (TransitionError, AmbiguousMatchError) as error:
            with pytest.raises(type(error)):
                desk.record(log, event, at=hours(count), facts=facts)
            with pytest.raises(type(error)):
                desk.replay([*taken, (hours(count), event, facts)], start=START)
            continue
        log = desk.record(log, event, at=hours(count), facts=facts)
        taken.append((hours(count), event, facts))
        assert log.state == state
    replay = desk.replay(taken, start=START)
    assert replay.state == state
    if log is not None:
        assert len(log.entries) == len(taken)
        assert Log.model_validate_json(log.model_dump_json()) == log
        followed = desk.follow([(entry.at, entry.target) for entry in log.entries], start=START)
        assert followed.replay == replay
        assert followed.illegal == ()


def test_a_log_is_not_made_by_hand():
    with pytest.raises(ConfigurationError, match=r"made by StateMachine\.record\(\) or Log\.model_validate\(\)"):
        Log(entries=[])


def test_a_faulty_entry_is_one_fault():
    with pytest.raises(ConfigurationError) as raised:
        Log.model_validate({"entries": [(hours(0), "start", "", "open")]})
    assert [path for path, _ in raised.value.faults] == ["entries[0][2]"]
    with pytest.raises(NaiveDatetimeError):
        Log.model_validate({"entries": [(hours(0).replace(tzinfo=None), "start", "new", "open")]})
