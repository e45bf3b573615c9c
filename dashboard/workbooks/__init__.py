"""Workbooks in and out of the units' hands: the one they fill in, and what is told of the one that came back."""
