"""Files that people bring: what they are, and where they are kept."""
