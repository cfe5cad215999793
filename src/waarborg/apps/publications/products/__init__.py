"""Which product an entry is about, and who uses which product."""
