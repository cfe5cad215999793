"""Files that are brought in at the workplace: read, compared with what is here, shown, and only then written."""
