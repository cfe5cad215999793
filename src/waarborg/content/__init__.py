"""Data of the product: standards, vocabularies and texts, with their JSON Schemas. No code."""
