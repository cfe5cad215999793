"""Interpretations of law, in the own format."""
