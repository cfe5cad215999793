"""Reading, sharing and bringing back texts of an entry: any two side by side, a preview for others, many at once."""
