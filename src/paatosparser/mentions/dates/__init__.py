"""Dates, date ranges and times of year (DATE): found by pattern, guarded, given a year, understood."""
