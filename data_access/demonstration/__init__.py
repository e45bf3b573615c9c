"""Demonstration data: an invented mining group in and around Xi'an through six weeks of closed-off management. Deterministic by seed."""
