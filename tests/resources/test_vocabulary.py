import json

from django.utils import translation

from resources import vocabulary
from resources.loading import PATH


def test_every_code_of_the_catalogue_has_a_label():
    services = json.loads(PATH.read_text(encoding="utf-8"))["services"]
    used = {
        "needs": {code for s in services for code in s["needs"]},
        "audiences": {code for s in services for code in s["audiences"]},
        "kinds": {s["kind"] for s in services},
        "languages": {
            c
            for s in services
            for c in [*s["languages"], *(code for x in s["contacts"] for code in x["languages"])]
        },
    }
    assert used["needs"] <= set(vocabulary.NEEDS)
    assert used["audiences"] <= set(vocabulary.AUDIENCES)
    assert used["kinds"] <= set(vocabulary.Kind.values)
    assert used["languages"] <= set(vocabulary.languages())


def test_every_language_has_a_name_in_english_and_spanish():
    for code, names in vocabulary.languages().items():
        assert set(names) == {"en", "es"}, code
        assert all(names.values()), code


def test_a_language_is_named_in_the_language_of_the_page():
    assert vocabulary.language_label("ase") == "American Sign Language"
    with translation.override("es"):
        assert vocabulary.language_label("fr") == "francés"
        assert vocabulary.language_label("xx", "Klingon") == "Klingon"
    assert vocabulary.language_label("xx") == "xx"
