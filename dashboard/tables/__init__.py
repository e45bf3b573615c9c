"""The tables beside the charts and boards: the same numbers in rows, for those who sort, compare or cannot see a picture. Cells are literal text."""
