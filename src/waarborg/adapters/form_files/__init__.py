"""Forms: their content files to the core objects, with every name and link checked."""
