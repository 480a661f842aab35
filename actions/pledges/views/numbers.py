"""The page of numbers."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.pledges import numbers as counted
from actions.pledges import small_numbers
from actions.pledges.texts import texts


@require_safe
def numbers(request):
    """Decisions by reason, waiting, made and kept: by month, and nobody in them."""
    context = {
        "numbers": counted.numbers(),
        "small": small_numbers.SMALL,
        "share_from": small_numbers.SHARE_FROM,
        "decline": texts()["decline"],
    }
    return render(request, "pledges/numbers.html", context)
