"""Practice: a story a page, a choice a page. Nothing is counted, nothing is kept."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.guidance.models import Action, Scenario
from actions.guidance.titles import neutral
from actions.guidance.views.found import piece_or_404


@require_safe
def practise(request):
    scenarios = Scenario.objects.published().in_language(get_language())
    return render(request, "guidance/practise.html", {"scenarios": scenarios})


@require_safe
def scenario(request, slug):
    story = piece_or_404(Scenario, slug, "choices")
    return render(request, "guidance/scenario.html", _about(story))


@require_safe
def choice(request, slug, key):
    story = piece_or_404(Scenario, slug, "choices")
    choices = list(story.choices.all())
    made = next((row for row in choices if row.key == key), None)
    if made is None:
        raise Http404
    actions = Action.objects.published().in_language(get_language()).in_order_of(made.actions)
    others = [row for row in choices if row is not made]
    return render(
        request,
        "guidance/choice.html",
        {**_about(story), "choice": made, "others": others, "actions": actions},
    )


def _about(story):
    return {
        "story": story,
        "tab_title": neutral(story.title, _("Practice")),
        "translated": story.language == get_language(),
    }
