"""Suppliers, products and templates: what is known of them, and changing that."""
