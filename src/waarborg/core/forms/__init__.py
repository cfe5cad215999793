"""Forms: questions over the facts of a dossier, when each is asked, what is missing, and what follows."""
