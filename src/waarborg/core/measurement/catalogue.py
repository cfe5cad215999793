"""The metrics there are, each with its formula, its meaning in plain words and its source."""

from collections.abc import Mapping

from waarborg.core.measurement.metrics import PLACES, Basis, Metric, Part
from waarborg.core.terms.text import Text

_LABELLED = Text(
    "wie niet gekozen en wie gekozen is, waarvan bekend is wat zo was", "decided and known what was so"
)
_SO = Text("wie het betreft en een beslissing kreeg", "those whom it concerns, with a decision")
_NOT_SO = Text(
    "wie het niet betreft en een beslissing kreeg", "those whom it does not concern, with a decision"
)
_CHOSEN = Text("wie gekozen is en van wie bekend is wat zo was", "those chosen, and known what was so")
_PASSED = Text(
    "wie niet gekozen is en van wie bekend is wat zo was", "those not chosen, and known what was so"
)
_MATRIX = "Fawcett (2006), An introduction to ROC analysis"


def _part(top: str, bottom: str) -> Part:
    return Part(frozenset(top.split()), frozenset(bottom.split()))


def _metric(
    id: str, name: tuple[str, str], formula: str, explanation: tuple[str, str], over: Text, *parts: Part,
    source: str = _MATRIX,
) -> Metric:  # fmt: skip
    return Metric(id, Text(*name), formula, Text(*explanation), over, source, parts=parts)


_DECIDED = "tp fp fn tn yes? no?"
_KNOWN = "tp fp fn tn ?yes ?no"

_OUTCOMES = (
    _metric(
        "selection_rate", ("kans op selectie", "selection rate"), "(tp + fp + yes?) / (tp + fp + fn + tn + yes? + no?)",
        ("Van elke 100 mensen: hoeveel er gekozen worden.", "Of every 100 people: how many are chosen."),
        Text("wie een beslissing kreeg", "those with a decision"), _part("tp fp yes?", _DECIDED),
        source="Calders and Verwer (2010), Three naive Bayes approaches for discrimination-free classification",
    ),
    _metric(
        "base_rate", ("hoe vaak het voorkomt", "base rate"), "(tp + fn + ?yes) / (tp + fp + fn + tn + ?yes + ?no)",
        (
            "Van elke 100 mensen van wie het bekend is: bij hoeveel het zo is. Wie nooit gecontroleerd is, telt niet mee.",
            "Of every 100 people of whom it is known: for how many it is so. Who was never checked does not count.",
        ),
        Text("mensen van wie bekend is wat zo was", "those of whom it is known what was so"), _part("tp fn ?yes", _KNOWN),
    ),
    _metric(
        "true_positive_rate", ("terecht gekozen (gevoeligheid)", "true positive rate"), "tp / (tp + fn)",
        ("Van elke 100 mensen wie het betreft: hoeveel er gekozen worden.",
         "Of every 100 people whom it concerns: how many are chosen."),
        _SO, _part("tp", "tp fn"),
    ),
    _metric(
        "false_positive_rate", ("ten onrechte gekozen", "false positive rate"), "fp / (fp + tn)",
        ("Van elke 100 mensen wie het niet betreft: hoeveel er toch gekozen worden.",
         "Of every 100 people whom it does not concern: how many are chosen all the same."),
        _NOT_SO, _part("fp", "fp tn"),
    ),
    _metric(
        "false_negative_rate", ("gemist", "false negative rate"), "fn / (tp + fn)",
        ("Van elke 100 mensen wie het betreft: hoeveel er gemist worden.",
         "Of every 100 people whom it concerns: how many are missed."),
        _SO, _part("fn", "tp fn"),
    ),
    _metric(
        "true_negative_rate", ("terecht niet gekozen", "true negative rate"), "tn / (fp + tn)",
        ("Van elke 100 mensen wie het niet betreft: hoeveel er met rust gelaten worden.",
         "Of every 100 people whom it does not concern: how many are left alone."),
        _NOT_SO, _part("tn", "fp tn"),
    ),
    _metric(
        "positive_predictive_value", ("trefkans", "positive predictive value"), "tp / (tp + fp)",
        ("Van elke 100 gekozen mensen: bij hoeveel het terecht is.",
         "Of every 100 people who are chosen: for how many it is right."),
        _CHOSEN, _part("tp", "tp fp"),
    ),
    _metric(
        "negative_predictive_value", ("terecht met rust gelaten", "negative predictive value"), "tn / (fn + tn)",
        ("Van elke 100 niet gekozen mensen: bij hoeveel dat terecht is.",
         "Of every 100 people who are not chosen: for how many that is right."),
        _PASSED, _part("tn", "fn tn"),
    ),
    _metric(
        "false_discovery_rate", ("onterecht onder de gekozenen", "false discovery rate"), "fp / (tp + fp)",
        ("Van elke 100 gekozen mensen: bij hoeveel het onterecht is.",
         "Of every 100 people who are chosen: for how many it is wrong."),
        _CHOSEN, _part("fp", "tp fp"),
    ),
    _metric(
        "false_omission_rate", ("gemist onder de niet-gekozenen", "false omission rate"), "fn / (fn + tn)",
        ("Van elke 100 niet gekozen mensen: bij hoeveel het toch zo was.",
         "Of every 100 people who are not chosen: for how many it was so after all."),
        _PASSED, _part("fn", "fn tn"),
    ),
    _metric(
        "accuracy", ("juist", "accuracy"), "(tp + tn) / (tp + fp + fn + tn)",
        ("Van elke 100 beslissingen: hoeveel er juist zijn.", "Of every 100 decisions: how many are right."),
        _LABELLED, _part("tp tn", "tp fp fn tn"),
    ),
    _metric(
        "balanced_accuracy", ("juist, beide kanten even zwaar", "balanced accuracy"),
        "(tp / (tp + fn) + tn / (fp + tn)) / 2",
        ("Hoe vaak het juist is, waarbij wie het betreft en wie het niet betreft even zwaar tellen.",
         "How often it is right, where those whom it concerns and those whom it does not count the same."),
        Text("beide kanten apart", "both sides apart"), _part("tp", "tp fn"), _part("tn", "fp tn"),
        source="Brodersen, Ong, Stephan and Buhmann (2010), The balanced accuracy and its posterior distribution",
    ),
    _metric(
        "false_positives_per_head", ("onterecht gekozen per hoofd van de groep", "false positives per head"),
        "fp / (tp + fp + fn + tn + yes? + no? + ?yes + ?no + ??)",
        ("Van elke 100 mensen in de groep: hoeveel er onterecht gekozen zijn.",
         "Of every 100 people in the group: how many were chosen wrongly."),
        Text("iedereen in de groep", "everybody in the group"), _part("fp", " ".join(PLACES)),
        source="Gemeente Amsterdam (2023), Onderzoeksrapport bias in de Slimme Check levensonderhoud",
    ),
    _metric(
        "misses_per_false_alarm", ("gemist per onterechte keuze", "misses per false alarm"), "fn / fp",
        ("Hoeveel mensen er gemist worden voor elk mens dat onterecht gekozen is.",
         "How many people are missed for each one who is chosen wrongly."),
        Text("wie onterecht gekozen is", "those chosen wrongly"), _part("fn", "fp"),
        source="Berk, Heidari, Jabbari, Kearns and Roth (2018), Fairness in criminal justice risk assessments",
    ),
)  # fmt: skip


def _other(
    id: str, name: tuple[str, str], formula: str, explanation: tuple[str, str], over: tuple[str, str], source: str,
    basis: Basis,
) -> Metric:  # fmt: skip
    return Metric(id, Text(*name), formula, Text(*explanation), Text(*over), source, basis)


_OTHERS = (
    _other(
        "mean_score", ("gemiddelde score", "mean score"), "sum of scores / number of scores",
        ("De score die iemand uit de groep gemiddeld krijgt.", "The score that somebody of the group gets on average."),
        ("wie een score heeft", "those with a score"), "arithmetic mean", Basis.SCORES,
    ),
    _other(
        "calibration", ("klopt de score", "calibration"), "per bin: share so - mean score; overall: sum n_bin |gap| / n",
        ("Bij een score van 30 procent hoort dat het bij 30 van de 100 mensen zo is, in elke groep.",
         "A score of 30 percent should mean that it is so for 30 of 100 people, in each group."),
        ("wie in dezelfde klasse van scores valt", "those in the same bin of scores"),
        "Naeini, Cooper and Hauskrecht (2015), Obtaining well calibrated probabilities", Basis.SCORES,
    ),
    _other(
        "auc", ("goede volgorde (AUC)", "right order (AUC)"), "(pairs in the right order + pairs equal / 2) / pairs",
        ("Hoe vaak iemand wie het betreft een hogere score heeft dan iemand wie het niet betreft; gelijk telt half.",
         "How often one whom it concerns has a higher score than one whom it does not; equal counts half."),
        ("paren van wie het betreft en wie het niet betreft", "pairs of one whom it concerns and one whom not"),
        "Hanley and McNeil (1982), The meaning and use of the area under a ROC curve", Basis.SCORES,
    ),
    _other(
        "mean_error", ("gemiddelde fout", "mean error"), "sum of (predicted - true) / n",
        ("Hoeveel de voorspelde bedragen gemiddeld te hoog (of, onder nul, te laag) zijn.",
         "How much predicted amounts are too high (or, below zero, too low) on average."),
        ("wie een fout heeft", "those with an error"), "arithmetic mean", Basis.AMOUNTS,
    ),
    _other(
        "mean_absolute_error", ("gemiddelde grootte van de fout", "mean absolute error"), "sum of |predicted - true| / n",
        ("Hoeveel de voorspelde bedragen er gemiddeld naast zitten, te hoog of te laag.",
         "How far predicted amounts are off on average, too high or too low."),
        ("wie een fout heeft", "those with an error"), "Willmott and Matsuura (2005), Advantages of the MAE", Basis.AMOUNTS,
    ),
    _other(
        "root_mean_square_error", ("fout waarin grote fouten zwaar tellen", "root mean square error"),
        "sqrt(sum of (predicted - true)^2 / n)",
        ("Als de grootte van de fout, maar grote fouten tellen zwaarder.",
         "Like the size of the error, but large errors weigh more."),
        ("wie een fout heeft", "those with an error"), "Gauss, least squares", Basis.AMOUNTS,
    ),
    _other(
        "share_at_k", ("aandeel in de bovenste k", "share in the top k"), "(group in top k / k) / (group / all)",
        ("Hoe vaak de groep bovenaan staat, vergeleken met haar aandeel in het geheel; 1 is gelijk.",
         "How often the group is at the top, compared with its share of all; 1 is equal."),
        ("het aandeel van de groep in het geheel", "the share of the group in all"),
        "Yang and Stoyanovich (2017), Measuring fairness in ranked outputs", Basis.RANKING,
    ),
)  # fmt: skip

#: All metrics by id.
METRICS: Mapping[str, Metric] = {metric.id: metric for metric in (*_OUTCOMES, *_OTHERS)}
