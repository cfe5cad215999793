"""Measurements of speed, each beside a baseline that is measured in the same run."""
