"""supportops.adapters."""
