"""Every figure, defined once and pure: tables of counts in, numbers and judgements out."""
