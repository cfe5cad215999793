"""Publication standards: the current one, older ones, and wordings that mean the same."""
