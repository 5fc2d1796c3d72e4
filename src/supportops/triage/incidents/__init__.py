"""Incidents from the first page to the review: what is known of one, what its severity asks for, what is told."""
