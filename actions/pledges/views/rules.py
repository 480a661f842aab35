"""The rules of the board."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.pledges.texts import texts


@require_safe
def board_rules(request):
    """What the board is for and what we decline."""
    return render(request, "pledges/rules.html", texts())
