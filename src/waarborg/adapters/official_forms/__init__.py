"""Official definitions of assessments as forms of ours, and their answers in and out.

Two makers write such definitions: the form filler of the central government (par-dpia-form, in YAML of version 1 and
2) and the task registry. A definition becomes a document as `content/forms/form.schema.json` describes it. What our
form cannot say, and what is wrong in the official file itself, is told with its place.
"""
