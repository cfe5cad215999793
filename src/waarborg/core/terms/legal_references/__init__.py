"""Identifiers of legal sources: read, checked and written, with links that are built without a network.

`reading.read_reference` recognises every kind; `repairing.read_leniently` repairs a Juriconnect reference.
"""
