"""The pages of a PDF as two readers give them: runs of text with their boxes, drawn lines, pictures."""
