"""Content files (YAML) to plain data and core objects."""
