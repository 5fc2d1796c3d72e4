"""supportops.calendar."""
