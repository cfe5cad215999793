"""What is wrong or deserves attention in an interpretation. `checking.lint` looks; docs/law-findings.md explains."""
