"""The fields of a system card: what people call them, and which facts of a dossier each can hold."""

from collections.abc import Mapping
from types import MappingProxyType

from waarborg.adapters.documents.system_card import PUBLIC_DESCRIPTION, PUBLICATION_CATEGORY
from waarborg.core.terms.text import Text

#: What each field is called, in the order of the standard.
LABELS: Mapping[str, Text] = MappingProxyType(
    {
        "name": Text("Naam", "Name"),
        "instruments": Text("Instrumenten", "Instruments"),
        "upl": Text("Product in de Uniforme Productnamenlijst", "Product in the Uniform Product List"),
        "owners": Text("Eigenaren", "Owners"),
        "description": Text("Korte omschrijving", "Short description"),
        "ai_act_profile": Text("Profiel volgens de AI-verordening", "Profile under the AI Act"),
        "requirements": Text("Vereisten", "Requirements"),
        "measures": Text("Maatregelen", "Measures"),
        "labels": Text("Labels", "Labels"),
        "status": Text("Status", "Status"),
        "begin_date": Text("Begindatum", "Begin date"),
        "end_date": Text("Einddatum", "End date"),
        "goal_and_impact": Text("Doel en impact", "Goal and impact"),
        "considerations": Text("Afwegingen", "Considerations"),
        "risk_management": Text("Risicobeheer", "Risk management"),
        "human_intervention": Text("Menselijke tussenkomst", "Human intervention"),
        "legal_base": Text("Wettelijke basis", "Legal basis"),
        "used_data": Text("Gebruikte gegevens", "Data used"),
        "technical_design": Text("Technische werking", "Technical design"),
        "external_providers": Text("Leveranciers", "External providers"),
        "references": Text("Verwijzingen", "References"),
        "interaction_details": Text(
            "Samenwerking met andere systemen", "Interaction with other systems"
        ),
        "version_requirements": Text("Eisen aan versies", "Requirements for versions"),
        "deployment_variants": Text("Vormen waarin het wordt geleverd", "Forms in which it is supplied"),
        "hardware_requirements": Text("Eisen aan apparatuur", "Requirements for hardware"),
        "product_markings": Text("Kenmerken van het product", "Markings of the product"),
        "user_interface": Text("Gebruikersinterface", "User interface"),
        "models": Text("Modelkaarten", "Model cards"),
        "assessments": Text("Kaarten van toetsen", "Assessment cards"),
    }
)  # fmt: skip

#: The facts that a field holds in words. A fact stands in one field.
FACTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "name": ("name",),
        "owners": ("contact",),
        "description": ("summary",),
        "ai_act_profile": (
            "ai_system",
            "general_purpose_ai",
            "systemic_risk",
            "ai_act_roles",
            "open_source",
            "third_party_conformity",
        ),
        "labels": ("publication_category", "themes", "product"),
        "status": ("status",),
        "begin_date": ("in_service_on", "begin_month"),
        "end_date": ("end_month",),
        "goal_and_impact": ("goal",),
        "considerations": ("considerations",),
        "risk_management": ("risks",),
        "human_intervention": ("human_intervention",),
        "legal_base": ("legal_basis", "legal_bases"),
        "used_data": ("source_data",),
        "technical_design": ("technical_design",),
        "external_providers": ("supplier", "product_version"),
        "references": (
            "website",
            "source_code",
            "source_registration",
            "processing_register",
            "eu_database_entry",
            "data_sources",
        ),
    }
)
#: Names under which facts with an address stand among the references; rows of sources begin with the last.
REFERENCE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "website": PUBLIC_DESCRIPTION,
        "source_code": "broncode",
        "source_registration": "bronregistratie",
        "processing_register": "verwerkingsregister",
        "eu_database_entry": "EU-databank",
    }
)
SOURCE_PREFIX = "gegevensbron: "
#: Names under which facts stand among the labels.
LABEL_NAMES: Mapping[str, str] = MappingProxyType(
    {"publication_category": PUBLICATION_CATEGORY, "themes": "thema", "product": "product"}
)
#: The name of the label with the class under the AI Act, which follows from the facts.
CLASS_LABEL = "klasse"


def find_field(key: str) -> str | None:
    """Return the field of a card that holds a fact; None when no field does."""
    return next((field for field, keys in FACTS.items() if key in keys), None)
