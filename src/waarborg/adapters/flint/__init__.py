"""FLINT, the JSON in which acts, facts and duties of law are written: reading it, and vectors to compare with."""
