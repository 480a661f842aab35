"""The forms of the admin, filled in as a browser would."""

from django.urls import reverse


def url(row, page="change", *args):
    return reverse(f"admin:guidance_{row._meta.model_name}_{page}", args=[row.pk, *args])


def filled(client, row):
    """What the change page would send if nothing was edited."""
    form = client.get(url(row)).context["adminform"].form
    data = {}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            data[name] = "on"
        elif value not in (False, None):
            data[name] = value
    return data


def save(client, row, **changes):
    return client.post(url(row), {**filled(client, row), **changes})
