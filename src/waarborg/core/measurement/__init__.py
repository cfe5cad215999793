"""Counts per group to metrics, intervals, tests and a verdict; hiding of small numbers. Pure: no files, no clock."""
