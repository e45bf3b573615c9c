"""Holds a database against the contract: what is absent, of another form, out of bounds, without its like, or at odds with itself."""
