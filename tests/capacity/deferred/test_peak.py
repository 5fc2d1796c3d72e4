from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.deferred._peak import Job, Peak, peak

TIMES = st.tuples(st.integers(-5, 9), st.integers(1, 9), st.integers(0, 9))
JOBS = st.lists(TIMES.map(lambda row: Job(due=row[0] + row[1], comes=row[0], work=row[2])), max_size=8)


def all_spans(jobs):
    """Return every span from an arrival to a later deadline with the work inside it."""
    for start in {job.comes for job in jobs}:
        for end in {job.due for job in jobs if job.due > start}:
            yield Peak(start, end, sum(job.work for job in jobs if job.comes >= start and job.due <= end))


@given(jobs=JOBS)
@settings(max_examples=200)
def test_the_peak_is_the_first_of_the_spans_with_the_largest_ratio(jobs):
    working = [job for job in jobs if job.work]
    best = min(all_spans(working), key=lambda span: (-Fraction(span.work, span.length), span), default=None)
    assert peak(jobs) == best


def test_without_work_there_is_none():
    assert peak([]) is None
    assert peak([Job(due=3, comes=1, work=0)]) is None


def test_numbers_past_all_floats_are_compared_exactly():
    assert peak([Job(2, 1, 10**400), Job(5, 4, 10**400 + 1)]) == Peak(4, 5, 10**400 + 1)
