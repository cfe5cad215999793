"""The law browser: interpretations and their frames as everybody can read them, and trying a case."""
