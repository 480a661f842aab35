"""Who may open what at the desk. M moderator, L lead moderator, E editor, A administrator; the owner is asked nowhere.

A new address of the admin fails the test until it stands here. Refused means 403, before anything else is looked at.
"""

# model: who may see the list and the history, open one, add one, delete one
MODELS = {
    "auth_group": ("A", "A", "", ""),
    "auth_user": ("A", "A", "A", ""),
    "guidance_action": ("E", "E", "E", "E"),
    "guidance_article": ("E", "E", "E", "E"),
    "guidance_choice": ("E", "E", "E", "E"),
    "guidance_fact": ("E", "E", "E", "E"),
    "guidance_guide": ("E", "E", "E", "E"),
    "guidance_idea": ("E", "E", "E", "E"),
    "guidance_point": ("E", "E", "E", "E"),
    "guidance_revision": ("E", "E", "", ""),
    "guidance_scenario": ("E", "E", "E", "E"),
    "guidance_source": ("E", "E", "E", "E"),
    "guidance_word": ("E", "E", "E", "E"),
    "pledges_boardstate": ("ML", "ML", "", ""),
    "pledges_listentry": ("ML", "ML", "L", ""),
    "pledges_pledge": ("ML", "ML", "", ""),
    "pledges_pledgedecision": ("ML", "ML", "", ""),
    "resources_changerequest": ("E", "E", "", ""),
    "resources_contacttocheck": ("E", "E", "", ""),
    "resources_importbatch": ("E", "E", "E", ""),
    "resources_language": ("E", "E", "E", "E"),
    "resources_linkcheck": ("E", "E", "", ""),
    "resources_location": ("E", "E", "E", "E"),
    "resources_organization": ("E", "E", "E", "E"),
    "resources_problemreport": ("E", "E", "", ""),
    "resources_service": ("E", "E", "E", "E"),
    "resources_synonym": ("E", "E", "E", "E"),
    "resources_taxonomyterm": ("E", "E", "E", "E"),
    "resources_tombstone": ("E", "E", "", ""),
    "resources_unmetneed": ("E", "E", "", ""),
}
TRANSLATED = ("action", "article", "fact", "guide", "idea", "scenario", "word")
ACTIONS = ("changelist", "change", "add", "delete")

PAGES = {
    "auth_user_password_change": "A",
    **{f"pledges_pledge_{name}": "ML" for name in ("desk", "queue", "case", "together", "pause")},
    "pledges_listentry_lists": "ML",
    "pledges_listentry_rehearse": "ML",
    "resources_coverage_changelist": "E",
    "resources_coverage_file": "E",
}
SENT = {  # pages that only take a form
    **{f"guidance_{name}_restore": "E" for name in (*TRANSLATED, "choice", "point", "source")},
    "pledges_listentry_look_again": "L",
    "pledges_listentry_switch": "L",
    "pledges_pledge_decide": "ML",
    "pledges_pledge_undo": "ML",
    "resources_changerequest_decide": "E",
    "resources_contacttocheck_check": "E",
    "resources_contacttocheck_settle": "E",
    "resources_importbatch_apply": "E",
    "resources_importbatch_decide": "E",
    "resources_importbatch_undo": "E",
}
# Of no model: the front page (shows what the person may open), signing out, one's own password, small machines.
EVERYBODY = {
    "index",
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "jsi18n",
    "view_on_site",
    "app_list",
    "autocomplete",  # asks for the model's own permission once it knows the model
}


def expected():
    """Name of each address of the admin to the letters of those who may use it."""
    table = {**PAGES, **SENT}
    for model, allowed in MODELS.items():
        table |= {f"{model}_{action}": who for action, who in zip(ACTIONS, allowed, strict=True)}
        table[f"{model}_history"] = allowed[0]
    return table | {f"guidance_{name}_english": "E" for name in TRANSLATED}
