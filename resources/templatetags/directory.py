"""What other pages show of the directory."""

from django import template

from resources.channels import CHANNELS, QUIET

register = template.Library()


@register.inclusion_tag("resources/_traces.html")
def trace_table():
    """What each way to get in touch leaves behind, the least traceable first, and for whom it suits."""
    ordered = sorted(CHANNELS.values(), key=lambda channel: channel.quietness)
    rows = [
        (channel, [quiet.label for quiet in QUIET.values() if channel.code in quiet.fits])
        for channel in ordered
    ]
    return {"rows": rows}
