import re

import pytest

from actions.guidance.models import Action, Article, Guide
from actions.guidance.titles import neutral

SUBJECT = re.compile(r"rape|sexual|assault|abuse|violence|harass|survivor|victim|crisis", re.IGNORECASE)


def test_a_title_that_names_the_subject_gives_way():
    assert neutral("Do not laugh at rape jokes. Say why.", "One thing") == "One thing"
    assert neutral("Creer a sobrevivientes de cualquier género", "Algo") == "Algo"
    assert neutral("We agreed on therapy", "One thing") == "We agreed on therapy"


@pytest.mark.parametrize("model", [Action, Article, Guide])
def test_no_real_title_that_passes_names_the_subject(content, model):
    for title in model.objects.values_list("title", flat=True):
        assert not SUBJECT.search(neutral(title, ""))
