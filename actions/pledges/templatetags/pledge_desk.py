"""What waits at the moderators' desk, on the first page of the admin."""

from typing import Any

from django import template

from actions.pledges.desk_views import page, queues
from actions.pledges.desk_views.sitting import StaffRequest

register = template.Library()


@register.inclusion_tag("admin/pledges/desk/_index.html")
def pledges_waiting(request: StaffRequest) -> dict[str, Any]:
    """The queues with their numbers, for those who may see pledges; nothing is counted for anybody else."""
    return {"tabs": queues.tabs()[:-1] if page.may_view(request) else []}
