import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config.safety.csv_cells import guard, unguard

FORMULAS = [
    "=1+1", "+1+cmd|'/C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1",
    "\ufeff=1", "\u200b=1", "＝1", "＋1+A1", "－A1", "＠SUM(1)", "﹦1", "\u2212A1", "|calc", "%0A=1",
    "+44 = HYPERLINK(1)",
    '=HYPERLINK("//evil")', "-", "+", "\x00=1", "+44 20\n=1", "-1-1",
]  # fmt: skip
HARMLESS = ["", "+44 20 7946 0000", "+448085002222", "0808 500 2222", "116 016", "1-800-656-4673", "*4141", "#8891",
            "'t Hart", "Line (day and night)", "a=b", "a@example.org", "24/7", "'", "''", "988"]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_never_starts_a_cell(text):
    assert guard(text) == "'" + text
    assert (
        guard("'" + text) == "''" + text
    )  # what looks guarded is guarded once more, so the way back is clear


@pytest.mark.parametrize("text", HARMLESS)
def test_numbers_and_words_stay_as_they_are(text):
    assert guard(text) == text == unguard(text)


@given(st.text())
@example("'=1")
@example("''")
@example("'+44 20")
@example("+44 20\n")
def test_the_way_back_gives_every_text_exactly(text):
    assert unguard(guard(text)) == text
    assert unguard(guard(guard(text))) == guard(text)


@given(st.text("=+-@'\t\r\n ＝1a(|", max_size=8))
def test_no_guarded_cell_starts_with_what_a_spreadsheet_runs(text):
    cell = guard(text)
    assert cell[:1] not in set("=@|\t\r\n＝")
    if cell[:1] in ("+", "-"):
        assert not set(cell) - set("+0123456789 ()-")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), min_size=1))
def test_a_whole_row_survives_a_real_file(texts):
    file = io.StringIO(newline="")
    csv.writer(file).writerow([guard(text) for text in texts])
    file.seek(0)
    assert [unguard(cell) for row in csv.reader(file) for cell in row] == texts
