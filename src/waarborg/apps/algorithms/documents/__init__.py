"""Documents of a dossier: added with their file, replaced, released to the public, withdrawn, redacted."""
