"""Who is told when nobody answers, in which order, and when: ladders as data, answers as pure functions."""
