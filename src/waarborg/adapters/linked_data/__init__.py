"""Interpretations of law as linked data, in the terms of the FLINT ontology of TNO."""
