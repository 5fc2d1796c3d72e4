"""How a review is shown."""

from __future__ import annotations

from tests.triage.desk import MONDAY

from supportops.triage.queue_review import QueueReview, ReviewItem, counted

ITEM = ReviewItem(task="stuck tickets", finding="2 of R&D.", tickets=("1", "2"))
REVIEW = QueueReview(
    cadence="weekly", at=MONDAY, items=(ITEM, ReviewItem(task="training", finding="look.", by_hand=True))
)


def test_an_item_names_its_tickets():
    assert str(ITEM) == "stuck tickets: 2 of R&D. Tickets: 1, 2."
    assert str(REVIEW.items[1]) == "training: look."


def test_of_many_tickets_the_first_ten_are_named():
    many = ReviewItem(task="t", finding="f.", tickets=tuple(map(str, range(1, 13))))
    assert str(many) == "t: f. Tickets: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 2 more."
    ten = ReviewItem(task="t", finding="f.", tickets=tuple(map(str, range(1, 11))))
    assert str(ten).endswith("9, 10.")


def test_a_review_is_text_markdown_and_html():
    assert str(REVIEW).splitlines()[:2] == [
        "Weekly queue review, 2026-03-02T09:00:00+00:00",
        "1. stuck tickets: 2 of R&D. Tickets: 1, 2.",
    ]
    assert REVIEW.to_markdown() == (
        "## Weekly queue review, 2026-03-02T09:00:00+00:00\n\n"
        "- [ ] stuck tickets: 2 of R&D. Tickets: 1, 2.\n- [ ] training: look."
    )
    assert "<li>stuck tickets: 2 of R&amp;D. Tickets: 1, 2.</li>" in REVIEW._repr_html_()


def test_a_review_round_trips_json_and_is_hashable():
    assert QueueReview.model_validate_json(REVIEW.model_dump_json()) == REVIEW
    assert len({REVIEW, REVIEW.model_copy()}) == 1


def test_one_is_not_many():
    assert [counted(count) for count in (0, 1, 2)] == ["0 tickets", "1 ticket", "2 tickets"]
