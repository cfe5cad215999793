"""The shapes of the three cards of the reporting standard 0.1a14, in our own words: a system, an assessment, a model."""

from waarborg.adapters.cards.shapes import AnyOf, Fields, Many, Shape, Words, YesNo
from waarborg.adapters.documents.system_card_parts import ActRole, RiskGroup, SystemType

_TEXT, _DAY, _MOMENT = Words(), Words(is_day=True), Words(is_moment=True)
_TEXTS = Many(_TEXT)
_NUMBER = AnyOf((int, float))
_NAMED = Many(Fields({"name": _TEXT, "link": _TEXT}, ("name",)))
_PERSONS = Many(Fields({"name": _TEXT, "uuid": _TEXT}, ("name", "uuid")))
_PROVENANCE = Fields({"git_commit_hash": _TEXT, "timestamp": _MOMENT, "uri": _TEXT, "author": _TEXT})
_OWNER = ("oin", "organization", "name", "email", "role")
_OWNERS = Many(Fields(dict.fromkeys(_OWNER, _TEXT)))

ASSESSMENT = Fields(
    {
        "provenance": _PROVENANCE,
        "name": _TEXT,
        "urn": _TEXT,
        "date": _DAY,
        "contents": Many(
            Fields(
                {
                    "question": _TEXT,
                    "urn": _TEXT,
                    "answer": _TEXT,
                    "remarks": _TEXT,
                    "authors": Many(Fields({"name": _TEXT})),
                    "timestamp": _MOMENT,
                },
                ("question", "answer"),
            )
        ),
    },
    ("name", "date", "contents"),
)
_LABELS = Many(Fields(dict.fromkeys(("name", "dtype", "value"), _TEXT), ("name", "dtype", "value")))
_PARAMETERS = Many(
    Fields({"name": _TEXT, "dtype": _TEXT, "value": _TEXT, "labels": _LABELS}, ("name",)),
)
_DATASETS = Many(
    Fields(
        {"type": _TEXT, "name": _TEXT, "split": _TEXT, "features": _TEXTS, "revision": _TEXT},
        ("type", "name"),
    )
)
_METRIC_LABEL = ("name", "type", "dtype", "value")
_METRICS = Many(
    Fields(
        {
            "type": _TEXT,
            "name": _TEXT,
            "dtype": _TEXT,
            "value": AnyOf((str, int, float)),
            "labels": Many(Fields(dict.fromkeys(_METRIC_LABEL, _TEXT), _METRIC_LABEL)),
        },
        ("type", "name", "dtype", "value"),
    )
)
_BARS = Many(Fields({"name": _TEXT, "value": _NUMBER}, ("name", "value")))
_POINTS = Many(Fields({"x_value": _NUMBER, "y_value": _NUMBER}, ("x_value", "y_value")))
_GRAPHS = Many(
    Fields({"class": AnyOf((str, int, float, bool)), "feature": _TEXT, "data": _POINTS}, ("feature", "data"))
)
_PLOT = ("type", "results")
_MEASUREMENTS = Fields(
    {
        "bar_plots": Many(Fields({"type": _TEXT, "name": _TEXT, "results": _BARS}, _PLOT)),
        "graph_plots": Many(Fields({"type": _TEXT, "name": _TEXT, "results": _GRAPHS}, _PLOT)),
    }
)
_RESULTS = Many(
    Fields(
        {
            "task": Many(Fields({"type": _TEXT, "name": _TEXT}, ("type",))),
            "datasets": _DATASETS,
            "metrics": _METRICS,
            "measurements": _MEASUREMENTS,
        },
        ("task", "datasets", "metrics", "measurements"),
    )
)
_ARTIFACTS = Many(Fields(dict.fromkeys(("uri", "content-type", "md5-checksum"), _TEXT)))
MODEL = Fields(
    {
        "provenance": _PROVENANCE,
        "name": _TEXT,
        "language": _TEXTS,
        "license": Fields({"license_name": _TEXT, "license_link": _TEXT}, ("license_name",)),
        "tags": _TEXTS,
        "owners": Many(Fields(dict.fromkeys(_OWNER, _TEXT), one_of=("oin", "organization"))),
        "model_index": Many(
            Fields(
                {
                    "name": _TEXT,
                    "model": _TEXT,
                    "artifacts": _ARTIFACTS,
                    "parameters": _PARAMETERS,
                    "results": _RESULTS,
                },
                ("name", "model"),
            )
        ),
    },
    ("license", "model_index"),
)
_PROFILE: Shape = Fields(
    {
        "type": Words(tuple(SystemType)),
        "open_source": Words(("open-source", "geen open-source")),
        "risk_group": Words(tuple(RiskGroup)),
        "systemic_risk": Words(("systeemrisico", "geen systeemrisico")),
        "transparency_obligations": Words(("transparantieverplichting", "geen transparantieverplichting")),
        "role": Words(tuple(ActRole)),
        "conformity_assessment_body": Words(("beoordeling door derde partij",)),
        "decision_tree": Fields(
            {
                "version": _TEXT,
                "path": Many(Fields({"question": _TEXT, "answer": _TEXT}, ("question", "answer"))),
            },
            ("version", "path"),
        ),
    }
)
SYSTEM = Fields(
    {
        "schema_version": _TEXT,
        "provenance": _PROVENANCE,
        "name": _TEXT,
        "instruments": Many(Fields({"urn": _TEXT, "version": _TEXT, "required": YesNo()}, ("urn",))),
        "upl": _TEXT,
        "owners": _OWNERS,
        "description": _TEXT,
        "ai_act_profile": _PROFILE,
        "requirements": Many(
            Fields({"urn": _TEXT, "state": _TEXT, "version": _TEXT}, ("urn", "state")),
        ),
        "measures": Many(
            Fields(
                {
                    "urn": _TEXT,
                    "state": _TEXT,
                    "value": _TEXT,
                    "version": _TEXT,
                    "accountable_persons": _PERSONS,
                    "responsible_persons": _PERSONS,
                    "reviewer_persons": _PERSONS,
                },
                ("urn", "state", "value"),
            )
        ),
        "labels": Many(Fields({"name": _TEXT, "value": _TEXT}, ("name",))),
        "status": _TEXT,
        "begin_date": _DAY,
        "end_date": _DAY,
        "goal_and_impact": _TEXT,
        "considerations": _TEXT,
        "risk_management": _TEXT,
        "human_intervention": _TEXT,
        "legal_base": _NAMED,
        "used_data": _TEXT,
        "technical_design": _TEXT,
        "external_providers": Many(Fields({"name": _TEXT, "version": _TEXT}, ("name",))),
        "references": _NAMED,
        "interaction_details": _TEXTS,
        "version_requirements": _TEXTS,
        "deployment_variants": _TEXTS,
        "hardware_requirements": _TEXTS,
        "product_markings": _TEXTS,
        "user_interface": Many(Fields({"description": _TEXT, "link": _TEXT, "snapshot": _TEXT})),
        "models": Many(MODEL),
        "assessments": Many(ASSESSMENT),
    },
    ("schema_version",),
)
