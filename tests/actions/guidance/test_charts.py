import pytest

from actions.guidance.charts import drawn, faults
from actions.guidance.models import Fact

PEOPLE = ["Helped | 36", "Did neither | 44", "Made it worse | 11", "Not described | 9"]


def test_a_hundred_people_are_drawn_one_by_one_in_the_order_of_the_rows():
    chart = drawn("people", PEOPLE)
    looks = [figure.look for figure in chart.figures]
    assert looks == ["up"] * 36 + ["no"] * 44 + ["bad"] * 11 + [""] * 9
    assert len({(figure.x, figure.y) for figure in chart.figures}) == 100
    assert all(figure.x < chart.width and figure.y < chart.height for figure in chart.figures)
    assert chart.spoken == "Helped: 36; Did neither: 44; Made it worse: 11; Not described: 9"


def test_bars_keep_their_numbers_as_they_were_written():
    chart = drawn("bars", ["Women | 45.1", "A | B | 5.0"])
    assert [(row.label, row.shown) for row in chart.rows] == [("Women", "45.1"), ("A | B", "5")]
    assert not chart.figures
    assert drawn("", []) is None


@pytest.mark.parametrize(
    ("kind", "title", "lines", "field"),
    [
        ("people", "T", [*PEOPLE[:3], "Not described | 8"], "chart_rows"),
        ("people", "T", ["Half | 49.5", "Rest | 50.5"], "chart_rows"),
        ("people", "T", [f"{n} | 20" for n in range(5)], "chart_rows"),
        ("bars", "T", ["no number"], "chart_rows"),
        ("bars", "T", ["too many | 101"], "chart_rows"),
        ("bars", "T", ["not a number | nan"], "chart_rows"),
        ("bars", "T", [" | 5"], "chart_rows"),
        ("bars", "T", [], "chart_rows"),
        ("bars", "", ["Women | 5"], "chart_title"),
        ("cake", "T", ["Women | 5"], "chart"),
        ("", "T", [], "chart"),
    ],
)
def test_what_cannot_be_drawn_is_said_beside_its_field(kind, title, lines, field):
    assert field in [name for name, _sentence in faults(kind, title, lines)]


def test_every_number_of_a_chart_of_ours_stands_in_the_text_beside_it(content):
    charts = [fact for fact in Fact.objects.all() if fact.chart]
    assert len(charts) >= 2 * 10
    for fact in charts:
        text = f"{fact.title} {fact.value}"
        rest = 1 if fact.chart == "people" else 0  # those of whom nothing is said
        numbers = [(f"{row.number:g}", f"{row.number:.1f}") for row in fact.picture.rows]
        missing = [short for short, long in numbers if short not in text and long not in text]
        assert len(missing) <= rest, (fact, missing)


def test_the_page_of_facts_draws_them_and_writes_the_same_rows(content, client):
    page = client.get("/act/facts/").content.decode()
    assert page.count('class="chart flow"') == Fact.objects.filter(language="en").exclude(chart="").count()
    assert page.count("</svg>") > 10
    assert '<title id="chart-people-present-helped-more-than-harmed">' in page
    assert "45.1%" in page
