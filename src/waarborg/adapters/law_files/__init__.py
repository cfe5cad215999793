"""Files about law: the text notation of conditions, the own format of interpretations, and files of facts.

A model of any format, FLINT too, is opened by `waarborg.adapters.law_models`: `flint` builds on this package, so
this package cannot know it.
"""
