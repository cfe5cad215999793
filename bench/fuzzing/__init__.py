"""Throws damaged, hostile and made-up files at every importer, to see that each is read or refused with a reason."""
