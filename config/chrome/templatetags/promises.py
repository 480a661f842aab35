"""Tags for the pages that show what we promise. Built in: no {% load %} needed."""

from django import template

from config.promises import on_page
from config.promises.limits import figures

register = template.Library()


@register.simple_tag
def promised(words):
    """The words of a promise or of its limit, with the figures of the running code filled in."""
    return str(words).format(**figures())


@register.inclusion_tag("chrome/_promises.html")
def promises(page, letter=""):
    """The promises that belong on a page, of one area when a letter is given."""
    return {"promises": on_page(page, letter)}
