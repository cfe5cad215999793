"""The terms in which law is written as linked data: those of TNO where it has one, own terms where it has none."""

from rdflib import Namespace
from rdflib.namespace import OWL, RDF, RDFS, XSD

#: The ontology of frames and that of sources, TNO.
FLINT = Namespace("http://ontology.tno.nl/normengineering/flint#")
SRC = Namespace("http://ontology.tno.nl/normengineering/source#")
#: What that ontology does not have: calculations, dates, terms, versions, choices.
OWN = Namespace("urn:waarborg:terms:law#")

PREFIXES = {
    "flint": FLINT,
    "src": SRC,
    "law": OWN,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "owl": OWL,
}
