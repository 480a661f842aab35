"""What several pages look up."""

from django.http import Http404
from django.utils.translation import get_language

from actions.guidance.models import Guide


def piece_or_404(model, slug, *prefetch):
    """The published piece at an address in the language of the page, or its fallback."""
    rows = model.objects.published().in_language(get_language()).prefetch_related(*prefetch)
    try:
        return rows.get(slug=slug)
    except model.DoesNotExist:
        raise Http404 from None


def list_guides():
    """Guides in the language of the page, without their long texts."""
    return Guide.objects.published().in_language(get_language()).defer("body", "sections")
