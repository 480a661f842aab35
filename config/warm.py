"""What a worker needs for its first page, made ready before it is forked: addresses and templates.

Without it the first readers after a start, or after a worker died, wait half a second of processor time longer.
Nothing here asks the database.
"""

from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver, reverse
from django.utils.translation import override


def warm() -> int:
    """Read every address in every language and every template of ours. Gives the number of templates.

    A template with a mistake stops the start, before readers see it: TemplateSyntaxError.
    """
    for language, _name in settings.LANGUAGES:
        with override(language):
            get_resolver().url_patterns  # noqa: B018  imports all views
            reverse("home")
    folder = Path(settings.BASE_DIR) / "templates"
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*.html")]
    for name in names:
        get_template(name)
    return len(names)
