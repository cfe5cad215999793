"""Explanation without a language model: why a conclusion holds, in plain Dutch and English, with its sources.

Every sentence is built from the trace, so it says what the engine did and nothing else. Names of facts stand in
quotation marks, so that a sentence stays grammatical whatever a fact is called.
"""

from waarborg.core.law.explaining.acts import explain_act
from waarborg.core.law.explaining.duties import explain_duty
from waarborg.core.law.explaining.facts import explain
from waarborg.core.law.explaining.rendering import render_text
from waarborg.core.law.explaining.sentences import Citation, Explanation, Layer, Sentence, SentenceKind
from waarborg.core.law.explaining.tracing import trace_as_json

__all__ = [
    "Citation",
    "Explanation",
    "Layer",
    "Sentence",
    "SentenceKind",
    "explain",
    "explain_act",
    "explain_duty",
    "render_text",
    "trace_as_json",
]
