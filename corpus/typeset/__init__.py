"""Typesets the corpus: marked-up decisions in, PDFs that look like those of real document systems out."""
