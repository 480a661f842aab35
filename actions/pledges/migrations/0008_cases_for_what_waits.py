"""Every pledge that waits lies on the desk. A case each: what is alike is folded from now on."""

from django.db import migrations


def open_cases(apps, schema_editor):
    using = schema_editor.connection.alias
    case, pledge = (apps.get_model("pledges", name).objects.using(using) for name in ("Case", "Pledge"))
    for row in pledge.filter(status="pending", case=None).order_by("pk").iterator(chunk_size=2000):
        second = row.second_look_asked or row.proposed_by_id
        row.case = case.create(
            queue="second" if second else "new", language=row.language, held=row.held, opened_on=row.made_on
        )
        row.save(update_fields=["case"])


def count_months(apps, schema_editor):
    """What is on the board counts in the month in which it came."""
    using = schema_editor.connection.alias
    pledge, number = (apps.get_model("pledges", n).objects.using(using) for n in ("Pledge", "MonthlyNumber"))
    found = {}
    rows = pledge.filter(status="published").values_list("action_key", "decided_on", "kept", "kept_on")
    for key, day, kept, kept_on in rows.iterator(chunk_size=2000):
        said = [("kept", kept_on)] if kept == "kept" else []
        for kind, on in [("made", day), *said]:
            place = (on.replace(day=1), kind, key or "own")
            found[place] = found.get(place, 0) + 1
    for (month, kind, key), times in found.items():
        number.create(month=month, kind=kind, key=key, number=times)


class Migration(migrations.Migration):
    dependencies = [("pledges", "0007_cases")]
    operations = [
        migrations.RunPython(open_cases, migrations.RunPython.noop),
        migrations.RunPython(count_months, migrations.RunPython.noop),
    ]
