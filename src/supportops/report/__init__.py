"""supportops.report."""
