"""Handoffs: what the other side needs when work changes hands, and what of it is missing."""
