"""Practice: a story a page, a choice a page. Nothing is counted, nothing is kept."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.guidance.models import Action, Scenario, Source
from actions.guidance.provenance import points_behind
from actions.guidance.stories import after, fitting, named
from actions.guidance.titles import neutral
from actions.guidance.views.found import list_guides


@require_safe
def practise(request):
    return render(request, "guidance/practise.html", {"stories": _stories()})


@require_safe
def scenario(request, slug):
    context = _about(slug)
    keys = [key for choice in context["choices"] for key in choice.actions]
    context |= _origin(_actions(keys))
    return render(request, "guidance/scenario.html", context)


@require_safe
def choice(request, slug, key):
    context = _about(slug)
    made = next((row for row in context["choices"] if row.key == key), None)
    if made is None:
        raise Http404
    actions = _actions(made.actions)
    context |= {"choice": made, "actions": actions, "guides": fitting(list_guides(), made.actions)}
    return render(request, "guidance/choice.html", context | _origin(actions))


def _stories():
    return Scenario.objects.published().in_language(get_language())


def _about(slug):
    """The story, its choices and the story after it. Raises Http404."""
    stories = list(_stories())
    story = next((row for row in stories if row.slug == slug), None)
    if story is None:
        raise Http404
    return {
        "story": story,
        "choices": list(story.choices.all()),
        "next": after(stories, story),
        "tab_title": neutral(story.title, _("Practice")),
        "translated": story.language == get_language(),
    }


def _actions(keys):
    return Action.objects.published().in_language(get_language()).in_order_of(keys)


def _origin(actions):
    """What a story rests on: the points and sources of the actions behind its choices."""
    return {
        "points": points_behind(named(actions, "seeds"), get_language()),
        "sources": Source.objects.in_order_of(named(actions, "sources")),
    }
