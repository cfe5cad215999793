"""Words that every room uses: text in two languages, months, periods, identifiers."""
