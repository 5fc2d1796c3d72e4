"""State machines as data: transitions with guards, what happened in them, and what is wrong with them."""
