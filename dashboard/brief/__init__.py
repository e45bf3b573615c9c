"""The briefing: the situation as a file for other programs and for people."""
