"""Exports of other registers: which format a file has, its records, and what becomes of them here."""

from waarborg.adapters.exchange.assessed import Assessed, assess
from waarborg.adapters.exchange.reading import read
from waarborg.adapters.exchange.records import BrokenFile, ExchangeError, Export, Fault, Record, Refusal

__all__ = [
    "Assessed",
    "BrokenFile",
    "ExchangeError",
    "Export",
    "Fault",
    "Record",
    "Refusal",
    "assess",
    "read",
]
