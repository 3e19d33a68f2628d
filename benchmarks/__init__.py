"""Scoring of paatosparser against marked-up decisions: accuracy, speed, and a gate that keeps what was reached."""
