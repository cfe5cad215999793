"""The framework: requirements, measures and instruments, and what of it applies to one algorithm, from when and why."""
