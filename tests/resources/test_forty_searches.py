"""What people in a bad moment type, and the service that must stand first. The right answers were chosen by reading
the catalogue, not by looking at what the search gives. The same table holds on SQLite and on PostgreSQL.
"""

import pytest

from resources import synonyms
from resources.search import SearchParams, search

SEARCHES = [
    # English
    ("US", "raped", "rainn-national-sexual-assault-hotline"),
    ("US", "I think I was drugged at a party last night", "rainn-national-sexual-assault-hotline"),
    ("US", "my drink was spiked", "rainn-national-sexual-assault-hotline"),
    ("US", "rann", "rainn-national-sexual-assault-hotline"),
    ("US", "sexual asault hotline", "rainn-national-sexual-assault-hotline"),
    ("US", "harassed at work", "eeoc"),
    ("US", "my boss keeps touching me", "eeoc"),
    ("US", "he shared my pictures", "ccri-image-abuse-helpline"),
    ("US", "someone has nudes of my daughter", "take-it-down-ncmec"),
    ("US", "I want to die", "988-suicide-and-crisis-lifeline"),
    ("US", "text line", "crisis-text-line"),
    ("US", "im deaf", "the-deaf-hotline"),
    ("US", "trans woman", "trans-lifeline"),
    ("US", "help in Wyoming", "wyoming-coalition-against-domestic-violence-and-sexual-assault"),
    ("US", "raped in the army", "dod-safe-helpline"),
    ("US", "raped in prison", "just-detention-international"),
    ("US", "abused by a priest at church", "snap-survivors-network"),
    ("US", "my husband hits me and forces me", "national-domestic-violence-hotline"),
    ("US", "gymnastics coach touched me", "us-center-for-safesport"),
    ("US", "native american helpline", "stronghearts-native-helpline"),
    ("US", "im 15 and i ran away from home", "national-runaway-safeline"),
    ("US", "i am afraid i will hurt someone", "a-call-for-change-helpline"),
    ("GB", "ex posted my nudes online", "revenge-porn-helpline-uk"),
    ("GB", "gay and assaulted", "galop-helpline-uk"),
    ("GB", "rape", "rape-sexual-abuse-support-line-england-wales"),
    ("GB", "live fear free", "live-fear-free-wales"),
    ("AU", "1800 respect", "1800respect"),
    ("AU", "image based abuse", "esafety-commissioner-australia"),
    ("NZ", "safe to talk", "safe-to-talk-nz"),
    ("IE", "my boyfriend raped me", "national-rape-crisis-helpline-ireland"),
    # Spanish
    ("US", "me violaron anoche", "rainn-national-sexual-assault-hotline"),
    ("US", "violacion puerto rico", "cavv-puerto-rico"),
    ("US", "me quiero morir", "988-suicide-and-crisis-lifeline"),
    ("US", "mi jefe me acosa en el trabajo", "eeoc"),
    ("US", "compartio mis fotos intimas", "ccri-image-abuse-helpline"),
    ("US", "soy sorda", "the-deaf-hotline"),
    ("US", "abusaron de mi hijo", "childhelp-national-child-abuse-hotline"),
    ("US", "soy latina y mi marido me pega", "esperanza-united"),
    ("GB", "me violaron en Escocia", "rape-crisis-scotland-helpline"),
    ("MX", "me violaron en ciudad de mexico", "sos-mujeres-765-cdmx"),
    ("AR", "mi tio me toco", "linea-137-argentina"),
    ("AR", "mi pareja me golpea", "linea-144-argentina"),
    ("CO", "quiero poner una denuncia", "linea-155-colombia"),
    ("CO", "ayuda en bogota", "linea-purpura-bogota"),
    ("DO", "linea muger", "linea-mujer-212-dominican-republic"),
    ("DE", "me violaron y soy hombre", "hilfetelefon-gewalt-an-maennern"),
    ("FR", "violacion", "viols-femmes-informations-cfcv"),
    ("FR", "fotos desnuda", "3018-france"),
]


@pytest.fixture(scope="module")
def phrases(catalogue, django_db_blocker):
    with django_db_blocker.unblock():
        synonyms.load()


def first(country, words):
    results = search(SearchParams(country=country, q=words))
    return next((service.slug for service in [*results.local, *results.worldwide]), "")


@pytest.mark.django_db
def test_at_most_two_of_the_searches_miss_the_right_service(phrases):
    found = [(country, words, slug, first(country, words)) for country, words, slug in SEARCHES]
    wrong = [f"{country} “{words}”: {got}, not {slug}" for country, words, slug, got in found if got != slug]
    assert len(SEARCHES) >= 40
    assert len(wrong) <= 2, "\n".join(wrong)
