"""Ground floor: pure Python. No framework, no files, no clock, no network."""
