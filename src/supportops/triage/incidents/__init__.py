"""Handoffs with what the other side needs, and incidents from the first page to the review."""
