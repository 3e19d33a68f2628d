"""Sections to entities: dates, statutes, sums, references and identifiers, found by rule and understood."""
