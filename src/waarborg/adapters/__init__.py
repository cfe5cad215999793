"""First floor: the only rooms that touch files, formats and other systems."""
