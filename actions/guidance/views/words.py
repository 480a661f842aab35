"""The table of words: say this, not that."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from actions.guidance.models import Word


@require_safe
def words(request):
    rows = Word.objects.published().in_language(get_language())
    return render(request, "guidance/words.html", {"words": rows})
