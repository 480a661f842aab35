"""What a worker needs for its first page, made ready before it is forked: addresses and templates.

Without it the first readers after a start, or after a worker died, wait half a second of processor time longer.
Nothing here asks the database.
"""

from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver, reverse
from django.utils.translation import override

from resources import words

STAFF = {"admin", "account", "mfa", "staff"}  # folders: a third of the templates, for few people, and 2 MB


def warm() -> int:
    """Read every address in every language and every template that readers see. Gives the number of templates.

    A template with a mistake stops the start, before readers see it: TemplateSyntaxError.
    """
    for language, _name in settings.LANGUAGES:
        with override(language):
            get_resolver().url_patterns  # noqa: B018  imports all views
            reverse("home")
    words.forms("help")  # brings the stemmers, which every search needs
    folder = Path(settings.BASE_DIR) / "templates"
    paths = [path.relative_to(folder) for path in folder.rglob("*.html")]
    names = [path.as_posix() for path in paths if path.parts[0] not in STAFF]
    for name in names:
        get_template(name)
    return len(names)
