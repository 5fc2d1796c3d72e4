"""The life of a ticket: its states, its levels of support, and the stretches in which nothing happens."""
