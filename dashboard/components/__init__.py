"""What a page is made of: each component words and draws one thing. The only place where text becomes markup.

Text from the database reaches the screen in two ways alone: escaped by `markupsafe` in `markup.html`, or as the literal value of a
table cell or an option. Nothing here hands it to Markdown.
"""
