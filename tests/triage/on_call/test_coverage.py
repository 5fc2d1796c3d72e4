from datetime import timedelta

from tests.triage.on_call.rotas import utc

from supportops.triage.on_call.coverage import Coverage

DAY = {"name": "primary", "zone": "Europe/London", "start": utc(2026, 3, 28), "end": utc(2026, 3, 31)}
HOLES = Coverage(
    **DAY,
    gaps=((utc(2026, 3, 28), utc(2026, 3, 28, 9)), (utc(2026, 3, 29), utc(2026, 3, 29, 2))),
    overlaps=[(utc(2026, 3, 28, 12), utc(2026, 3, 28, 13))],
    findings=["the rota begins on a Sunday | late"],
)


def test_it_is_ok_when_there_is_nothing_to_look_at():
    assert Coverage(**DAY).ok
    assert str(Coverage(**DAY)) == "primary: no gaps, no overlaps, no findings; times in Europe/London"
    for field in ("gaps", "overlaps", "findings"):
        assert not Coverage(**DAY, **{field: getattr(HOLES, field)}).ok


def test_its_text_is_in_local_time_and_in_order():
    assert str(HOLES).splitlines() == [
        "primary: 2 gaps (11h), 1 overlap, 1 finding; times in Europe/London",
        "what     where",
        "gap      Sat 2026-03-28 00:00 to Sat 2026-03-28 09:00 (9h)",
        "overlap  Sat 2026-03-28 12:00 to Sat 2026-03-28 13:00 (1h)",
        "gap      Sun 2026-03-29 00:00 to Sun 2026-03-29 03:00 (2h)",
        "finding  the rota begins on a Sunday | late",
    ]
    assert HOLES.to_markdown().splitlines()[-1] == r"| finding | the rota begins on a Sunday \| late |"
    assert HOLES._repr_html_().count("<tr>") == 5


def test_the_time_of_its_gaps_is_elapsed_time():
    assert HOLES.uncovered == timedelta(hours=11)
    assert Coverage(**DAY).uncovered == timedelta(0)


def test_it_is_the_same_after_json():
    again = Coverage.model_validate_json(HOLES.model_dump_json())
    assert (again, hash(again)) == (HOLES, hash(HOLES))
    assert isinstance(again.gaps[0], tuple)
