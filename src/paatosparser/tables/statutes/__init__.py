"""The Statutes of Finland as data: register, short names, abbreviations and words of acts."""
