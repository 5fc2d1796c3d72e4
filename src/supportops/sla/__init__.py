"""supportops.sla."""
