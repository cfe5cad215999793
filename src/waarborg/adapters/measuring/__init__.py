"""A measurement from beginning to end: a recipe, the log it is about, and the result as a document."""
