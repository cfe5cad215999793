"""The law made explicit: frames of norms with their sources, evaluated at a date, with an explanation."""
