"""Our crispy pack: every field labelled and described, every error reachable."""

import re

from crispy_forms.utils import render_crispy_form
from django import forms


class EveryField(forms.Form):
    name = forms.CharField(help_text="As on the door")
    story = forms.CharField(required=False, widget=forms.Textarea)
    place = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    way = forms.ChoiceField(
        choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="One of them"
    )
    ways = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)
    agree = forms.BooleanField()


def render(data=None):
    return render_crispy_form(EveryField(data))


def test_labels_hints_and_groups():
    html = render()
    assert re.search(r'<label for="id_name">Name\s*</label>', html)
    assert 'id="id_name_helptext"' in html
    assert html.count("(optional)") == 1
    assert html.count("<fieldset") == html.count("<legend>") == 2
    assert 'role="alert"' not in html
    for control in re.findall(r"<(?:input|select|textarea)[^>]*>", html):
        identifier = re.search(r'id="([^"]+)"', control).group(1)
        assert f'for="{identifier}"' in html


def test_errors_are_summed_up_focused_linked_and_described():
    html = render({"name": "", "agree": ""})
    summary = html[: html.index("</ul>")]
    assert 'role="alert"' in summary
    assert "autofocus" in summary
    assert "5 things to fix" in summary
    for target in re.findall(r'href="#([^"]+)"', summary):
        assert f'id="{target}"' in html
    assert len(re.findall(r'href="#', summary)) == 5
    for names in re.findall(r'aria-describedby="([^"]+)"', html):
        for name in names.split():
            assert f'id="{name}"' in html, name
    assert html.count('aria-invalid="true"') >= 3
