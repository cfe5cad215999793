"""Cards of the reporting standard of MinBZK, out and in: of a system, with those of its assessments and models."""
