"""Tables on a page: cells by drawn lines, rows by columns that line up."""
