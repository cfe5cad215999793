"""An entry in a publication standard: its fields, when it is valid, and where older entries land."""
