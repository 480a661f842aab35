"""Editing what a service says in other languages, on the page of the service."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from resources.admin.fields import SMALL_TEXT
from resources.admin.plain_texts import PlainTextForm
from resources.models import ServiceText
from resources.models.service_text import SAID


class ServiceTextForm(PlainTextForm):
    texts = SAID
    language = forms.ChoiceField(
        label=_("language"), choices=lambda: [pair for pair in settings.LANGUAGES if pair[0] != "en"]
    )


class ServiceTextInline(admin.StackedInline):
    """An empty text shows the English one."""

    model = ServiceText
    form = ServiceTextForm
    extra = 0
    formfield_overrides = SMALL_TEXT
