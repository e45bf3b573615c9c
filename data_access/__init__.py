"""What knows SQL and nothing of the screen: the contract's tables, the engines, scope and moment, one module of queries a subject, the intake."""
