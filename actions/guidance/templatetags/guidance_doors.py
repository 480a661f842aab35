"""Guidance on pages of the directory. The directory does not know guidance; its templates call these tags by name."""

from django import template

from actions.guidance import doors

register = template.Library()


@register.inclusion_tag("guidance/_doors.html")
def guidance_doors(needs, audiences, country=""):
    """The guides that fit a service or a search, as quiet links. `needs`, `audiences`: codes. No query."""
    return {"doors": doors.doors(needs, audiences), "query": f"?country={country}" if country else ""}


@register.inclusion_tag("guidance/_told.html")
def told_door(country=""):
    """One line for somebody who looks for help for another person. No query."""
    return {"door": doors.TOLD, "query": f"?country={country}" if country else ""}


@register.filter
def codes(terms):
    """The codes of terms that are at hand."""
    return [term.code for term in terms]
