"""The fold of one ticket: instant by instant, exact and with all that a report tells."""
