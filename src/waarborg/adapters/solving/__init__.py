"""Solvers that search all numbers and dates, for what decision diagrams cannot settle."""
