from supportops.adapters.servicenow.ledger import Ledger


def test_the_rows_read_are_those_used_and_those_set_aside():
    assert Ledger(rows_used=3, rows_set_aside=2).rows_read == 5


def test_a_ledger_knows_the_incidents_that_it_has_seen():
    ledger = Ledger(used={"INC1"}, set_aside={"INC2": "line 3: why"})
    assert [ledger.knows(number) for number in ("INC1", "INC2", "INC3")] == [True, True, False]
