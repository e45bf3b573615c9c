"""What a page shows, as a file to take away: a workbook, or CSV files in one archive.

A run of a page records what it shows in its view (`shown`); `tables` lays that out in columns of numbers, instants and text, `about` says what
was shown and what every column means, `workbook` and `csv_files` write it, `offers` hands it to the browser that shows the page.
"""
