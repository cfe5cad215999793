"""Working together on a dossier: notes for colleagues, who does what, and filters that people keep."""
