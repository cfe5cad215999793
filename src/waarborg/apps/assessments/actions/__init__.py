"""All writes to assessments, by what people do."""
