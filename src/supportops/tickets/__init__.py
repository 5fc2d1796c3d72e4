"""supportops.tickets."""
