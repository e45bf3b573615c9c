"""One file a page, each to be read aloud: title, figures, show."""
