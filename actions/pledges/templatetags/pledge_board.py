"""Pledges on other pages. Guidance does not know pledges; its templates call this tag by name."""

from django import template

from actions.pledges import board
from actions.pledges.forms import OneTapForm
from actions.pledges.models import Tally
from config.lasting import is_lasting

register = template.Library()


@register.inclusion_tag("pledges/_one_tap.html")
def one_tap(action):
    """The button "I will" for an action that has a ready-made pledge. One query: how many people said it.

    On a page that lasts it is a link to the form: two readers of one form would be taken for one.
    """
    if is_lasting():
        return {"promise": board.ready_made(action, 0)}
    made = Tally.objects.filter(key=action.key).values_list("made", flat=True).first()
    return {"promise": board.ready_made(action, made or 0), "form": OneTapForm(), "own_words": True}
