"""The weights of `headwater.resolve.salience` for each sort of anaphor, written by `training.antecedents`.

Fitted on GUM (news and interviews), MEANTIME and the PolNeAR reports of chains_train.
"""

import numpy as np

from headwater.resolve.salience import FEATURES, Linear

__all__ = ["SORTS", "WEIGHTS"]

SORTS = ("he/she", "they", "it", "role noun")
"""The columns of the table."""

_TABLE = {
    "subject": (-0.37, -0.17, 0.29, 0.68),
    "opens": (0.36, 0.36, 0.44, -0.30),
    "pronoun": (0.42, 1.44, 1.02, 0.38),
    "definite": (0.02, 0.16, 0.12, 0.04),
    "indefinite": (-0.83, -0.12, 0.21, -0.50),
    "unlike kind": (-0.54, -0.71, -0.05, -0.45),
    "possessor": (-0.28, -0.22, 0.27, 0.56),
    "after a preposition": (-0.26, -0.60, -0.48, 0.19),
    "body": (0.25, 0.32, 0.06, 0.66),
    "paper or place": (-0.77, -1.03, -0.12, -0.93),
    "same sentence": (0.47, 1.07, 0.75, -0.67),
    "previous sentence": (0.16, 0.32, 0.20, 0.00),
    "sentences": (-1.01, -1.20, -1.28, -0.92),
    "same paragraph": (1.33, 0.63, 0.22, -0.33),
    "previous paragraph": (0.52, -0.16, -0.16, -0.63),
    "actors between": (-0.94, -0.92, -0.59, -0.06),
    "nearest": (-0.15, -0.68, -0.22, 0.79),
    "after it": (-0.72, -0.06, -0.11, 0.27),
    "mentions": (-0.23, 0.31, 0.39, 0.51),
    "mentions lately": (0.39, 0.62, 0.48, 0.44),
    "share": (-0.06, -0.15, 0.04, 0.15),
    "headline": (0.08, 0.12, 0.42, 0.70),
    "named": (1.02, -0.06, 0.00, -0.07),
    "subject lately": (0.49, 0.46, 0.40, 0.30),
    "opens alike": (0.03, 0.55, 1.33, 0.24),
    "spoke last": (0.65, 0.18, 0.35, 0.71),
    "spoke": (0.54, -0.31, -0.16, 0.82),
    "speaks in the sentence": (-0.39, 0.49, 0.52, -1.41),
    "both speak": (1.21, 1.39, 1.24, 0.77),
    "known gender": (1.69, 0.00, 0.00, 0.71),
    "plural": (0.00, 1.25, -0.69, -0.49),
    "person": (0.38, 0.13, -0.26, -0.08),
    "outside its quotation": (-0.52, -0.25, -0.55, -0.16),
    "quoted, it outside": (-0.72, -0.17, -0.61, 0.40),
    "same quotation": (0.18, 0.42, 0.28, -0.59),
    "utters it": (-0.93, -0.32, -0.19, -1.01),
    "in its own words": (-1.52, 0.13, -0.17, 0.20),
    "named after it": (0.14, 0.04, 0.33, -0.18),
    "subject, it object": (-0.46, -0.08, 0.10, 0.00),
    "subject, it possessive": (-0.02, 0.37, 0.43, 0.00),
    "same noun": (0.00, 0.00, 0.00, 1.60),
    "kindred noun": (0.00, 0.00, 0.00, 0.99),
    "unlike noun": (0.00, 0.00, 0.00, -1.80),
    "same modifiers": (0.00, 0.00, 0.00, 0.36),
    "new modifiers": (0.00, 0.00, 0.00, -1.58),
    "nobody": (0.41, -0.32, 0.31, 0.46),
}

WEIGHTS: dict[str, Linear] = {
    sort: Linear(np.array([_TABLE[name][k] for name in FEATURES]), _TABLE["nobody"][k]) for k, sort in enumerate(SORTS)
}
"""The model of each sort of anaphor that one decides."""
