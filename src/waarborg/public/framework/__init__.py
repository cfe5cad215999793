"""The framework of requirements, for everybody to read: what the law asks of algorithms, what helps, and what words mean."""
