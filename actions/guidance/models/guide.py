"""Guides: a page for one situation, as Markdown sections with words, sources and a card."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actions.guidance.models.piece import Piece, PieceQuerySet
from config.fields import ListField, ValueField


class Guide(Piece):
    """One guide. `sections` is `body` as sanitised HTML; see rendering.Section.

    For links by key: G1 in the moment, G2 staying safe, G3 when someone tells you, G9 looking back,
    G11 your options. `Guide.objects.published().in_language(language).in_order_of(["G3"])`.
    """

    summary = models.CharField(_("summary"), max_length=300)
    audience = models.CharField(_("who it is for"), max_length=300)
    content_note = models.CharField(
        _("content note"), max_length=400, help_text=_("What to know before reading.")
    )
    reading_minutes = models.PositiveSmallIntegerField(_("minutes to read"), default=4)
    body = models.TextField(
        _("text"),
        help_text=_(
            "Markdown with ## headings. Links: [words](action:A01), guide:G3, fact:F08, need:legal. "
            "A source in brackets, such as [TALK], becomes a link to it."
        ),
    )
    sections = ValueField(_("rendered sections"), default=list, editable=False)
    card = ListField(_("card to take along"), blank=True, help_text=_("One line each."))
    seeds = ListField(_("points of the articles"), blank=True, help_text=_("One key a line, such as S1.25."))
    sources = ListField(_("sources"), blank=True, help_text=_("One key a line."))
    actions = ListField(_("actions"), blank=True, help_text=_("One key a line."))
    facts = ListField(_("facts"), blank=True, help_text=_("One key a line."))
    needs = ListField(_("needs"), blank=True, help_text=_("Codes of the directory, one a line."))
    audiences = ListField(_("audiences"), blank=True, help_text=_("Codes of the directory, one a line."))

    objects = PieceQuerySet.as_manager()

    class Meta(Piece.Meta):
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    class Privacy(Piece.Privacy):
        public = (
            *Piece.Privacy.public,
            *("summary", "audience", "content_note", "reading_minutes", "body", "sections", "card"),
            *("seeds", "sources", "actions", "facts", "needs", "audiences"),
        )

    def get_absolute_url(self):
        return reverse("guidance:guide", args=[self.slug])

    @property
    def body_html(self):
        """The whole body as sanitised HTML, headings left out."""
        return "".join(section["html"] for section in self.sections)

    @property
    def opening(self):
        """What stands before everything else: the first section, with an untitled beginning if there is one."""
        return self.sections[: 1 if self.sections and self.sections[0]["title"] else 2]

    @property
    def middle(self):
        """The sections between the opening and the last one."""
        return self.sections[len(self.opening) : -1]

    @property
    def last(self):
        """What to do next; None in a text of one section."""
        return self.sections[-1] if len(self.sections) > len(self.opening) else None
