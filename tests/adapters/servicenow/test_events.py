from datetime import UTC, datetime

from tests.adapters.servicenow.logs import notes_of, read, row, update

from supportops.adapters.servicenow import FIRST_RESPONSE_PROXY
from supportops.vocabulary import Party


def at(time):
    return datetime.fromisoformat(f"2016-02-29T{time}").replace(tzinfo=UTC)


def told(*rows, **options):
    histories, _ = read(*rows, **options)
    return [(event.at.strftime("%H:%M"), event.kind, getattr(event, "to", None)) for event in histories[0].events]


def test_the_first_row_of_the_opening_minute_says_how_the_incident_was_created():
    created = read(update("09:00", "Active"))[0][0].created
    assert (created.at, created.status, created.priority, created.channel) == (at("09:00"), "Active", "P3", "Phone")
    assert (created.category, created.fields) == ("Category 5", {"impact": "2 - Medium", "urgency": "2 - Medium"})
    assert (created.id, created.source, created.by) == ("line 2 created", "servicenow", Party.REQUESTER)


def test_until_a_later_first_row_the_incident_is_new():
    assert told(update("09:07", "Active")) == [
        ("09:00", "created", None),
        ("09:07", "message", None),
        ("09:07", "status_change", "Active"),
    ]


def test_an_incident_created_resolved_is_answered_and_resolved_at_once():
    histories, log = read(update("09:00", "Resolved"), update("09:00", "Closed"))
    assert histories[0].state(at=at("09:00")).resolved_at == at("09:00")
    assert histories[0].state(at=at("09:00")).first_response_at == at("09:00")
    assert (3, "ambiguous", "resolved_at_opening") in notes_of(log)


def test_rows_that_change_nothing_make_no_event():
    assert len(told(update("09:00"), update("10:00"), update("11:00"))) == 1


def test_the_first_assignee_stands_in_for_the_first_response():
    histories, _ = read(update("09:10"), update("09:20", assigned_to="Resolver 1"), update("09:30", "Active"))
    message = next(event for event in histories[0].events if event.kind == "message")
    assert (message.at, message.by, message.public, message.source) == (
        at("09:20"), Party.AGENT, True, FIRST_RESPONSE_PROXY
    )  # fmt: skip
    assert sum(event.kind == "message" for event in histories[0].events) == 1


def test_leaving_new_stands_in_for_the_first_response_when_nobody_is_assigned():
    assert ("09:30", "message", None) in told(update("09:10"), update("09:30", "Awaiting User Info"))


def test_a_group_alone_is_no_first_response():
    assert [kind for _, kind, _ in told(update("09:10", assignment_group="Group 1"))] == ["created", "assignment"]


def test_assignments_carry_agent_and_group():
    histories, _ = read(
        update("09:00", assignment_group="Group 1", assigned_to="Resolver 1"),
        update("10:00", assignment_group="Group 2"),
        update("11:00", assignment_group="Group 2", assigned_to="Resolver 2"),
    )
    found = [(event.agent, event.group) for event in histories[0].events if event.kind == "assignment"]
    assert found == [("Resolver 1", "Group 1"), (None, "Group 2"), ("Resolver 2", "Group 2")]


def test_a_blank_group_keeps_the_group_and_is_noted_once():
    histories, log = read(
        update("09:00", assignment_group="Group 1", assigned_to="Resolver 1"),
        update("10:00", assigned_to="Resolver 1"),
        update("11:00", assigned_to="Resolver 1"),
    )
    assert sum(event.kind == "assignment" for event in histories[0].events) == 1
    assert (3, "ignored", "blank_group") in notes_of(log)
    assert log.counts["ignored", "blank_group"] == 1


def test_changes_of_fields_are_events_in_the_words_of_the_log():
    histories, _ = read(
        update("09:00"),
        update(
            "10:00", priority="1 - Critical", category="", impact="1 - High", urgency="1 - High", contact_type="Email"
        ),
    )
    changes = {event.field: event.to for event in histories[0].events[1:]}
    assert changes == {
        "priority": "P1",
        "category": None,
        "impact": "1 - High",
        "urgency": "1 - High",
        "channel": "Email",
    }
    state = histories[0].state(at=at("10:00"))
    assert (state.priority, state.category, state.channel, state.fields["impact"]) == ("P1", None, "Email", "1 - High")


def test_a_state_that_leaves_resolved_is_a_reopening():
    histories, _ = read(
        update("09:00"), update("10:00", "Resolved"), update("11:00", "Active"), update("12:00", "Resolved")
    )
    state = histories[0].state(at=at("12:00"))
    assert (state.reopened, state.resolved_at) == (1, at("12:00"))


def test_states_that_come_back_within_one_minute_are_all_kept():
    rows = [update("09:00"), *(update("10:00", state) for state in ("Active", "New", "Active", "Resolved"))]
    assert [to for _, _, to in told(*rows) if to] == ["Active", "New", "Active", "Resolved"]


def test_rows_before_the_opening_are_moved_to_it():
    histories, log = read(update("08:14", "Active", assigned_to="Resolver 1"), update("10:00", "Resolved"))
    assert [(event.at, event.kind) for event in histories[0].events[:3]] == [
        (at("09:00"), "created"),
        (at("09:00"), "assignment"),
        (at("09:00"), "message"),
    ]
    assert histories[0].created.status == "Active"
    assert (2, "repaired", "before_opening") in notes_of(log)


def test_rows_out_of_order_are_sorted_by_time_and_make_no_false_reopening():
    histories, log = read(update("11:10"), update("09:52"), update("11:03", "Resolved"), update("12:00", "Closed"))
    assert histories[0].state(at=at("12:00")).reopened == 0
    assert histories[0].state(at=at("12:00")).resolved_at == at("11:03")
    assert [note for note in notes_of(log) if note[1] == "repaired"] == [
        (3, "repaired", "out_of_order"),
        (4, "repaired", "out_of_order"),
    ]


def test_changes_out_of_order_are_repaired():
    histories, _ = read(update("09:00"), update("11:00", "Active"), update("10:00", "Resolved"))
    assert [event.at for event in histories[0].events] == sorted(event.at for event in histories[0].events)


def test_every_event_names_its_line():
    histories, _ = read(row(number="INC1"), row(number="INC2"), row(number="INC2", incident_state="Active"))
    assert [event.id for event in histories[1].events] == ["line 3 created", "line 4 response", "line 4 state"]


def test_the_zone_is_an_option():
    histories, _ = read(update("09:00"), zone="America/New_York")
    assert histories[0].created.at == datetime(2016, 2, 29, 14, tzinfo=UTC)
