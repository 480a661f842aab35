"""How fields look in the forms of the directory."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Field, TextField, URLField
from django.forms import Textarea

Overrides = Mapping[type[Field], Mapping[str, Any]]
SMALL_TEXT: Overrides = {TextField: {"widget": Textarea(attrs={"rows": 2})}}
WEB: Overrides = {URLField: {"assume_scheme": "https"}}
