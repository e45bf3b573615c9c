"""The wall of the command room: what its link chooses, who opens it, what is new, and how it is drawn."""
