"""supportops."""
