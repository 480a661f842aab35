"""What a service is for, whom it is for, and the languages it speaks."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from resources import vocabulary


class TaxonomyTerm(models.Model):
    """An HSDS taxonomy term: a need or an audience. Known codes take their label from `vocabulary`."""

    class Taxonomy(models.TextChoices):
        NEED = "need", _("Need")
        AUDIENCE = "audience", _("Audience")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    taxonomy = models.CharField(_("taxonomy"), max_length=10, choices=Taxonomy)
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Privacy:
        personal: dict[str, str] = {}
        public = ("taxonomy", "code", "name", "description", "position")
        internal = ()

    class Meta:
        verbose_name = _("need or audience")
        verbose_name_plural = _("needs and audiences")
        ordering = ("taxonomy", "position", "code")
        constraints = [
            models.UniqueConstraint(fields=("taxonomy", "code"), name="%(app_label)s_%(class)s_code_once"),
            models.CheckConstraint(
                condition=models.Q(taxonomy__in=("need", "audience")),
                name="%(app_label)s_%(class)s_known_taxonomy",
            ),
            models.CheckConstraint(
                condition=~models.Q(code="") & ~models.Q(name=""), name="%(app_label)s_%(class)s_has_a_name"
            ),
        ]

    def __str__(self):
        return str(self.label)

    @property
    def label(self):
        """What readers see, in the language of the page."""
        return vocabulary.term_label(self.taxonomy, self.code, self.name)

    @property
    def is_known(self):
        """Whether the label comes from `vocabulary` and not from `name`."""
        return self.code in vocabulary.TERMS.get(self.taxonomy, {})


class Language(models.Model):
    """A language by its ISO 639 code. Known codes take their name from `content/languages.json`."""

    code = models.CharField(_("code"), max_length=12, primary_key=True)
    name = models.CharField(_("name"), max_length=100)

    class Privacy:
        personal: dict[str, str] = {}
        public = ("name",)
        internal = ()

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ("name", "code")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(code="") & ~models.Q(name=""), name="%(app_label)s_%(class)s_has_a_name"
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        """What readers see, in the language of the page."""
        return vocabulary.language_label(self.code, self.name)
