"""The framework of requirements: its content files, facts that are given for it, and files of other tools."""
