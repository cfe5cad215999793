"""Waarborg: the open system with which Dutch government keeps grip on its algorithms and AI."""

__version__ = "0.1.0"
