"""Pages of a directory in Wagtail, as its documentation teaches them: a page of the tree for each service."""

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.snippets.models import register_snippet


@register_snippet
class Country(models.Model):
    code = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


@register_snippet
class Need(models.Model):
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class FilterForm(forms.Form):
    country = forms.ModelChoiceField(Country.objects.all(), to_field_name="code", required=False)
    need = forms.ModelChoiceField(Need.objects.all(), to_field_name="code", required=False)


class ServiceIndexPage(Page):
    intro = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["services.ServicePage"]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        form = FilterForm(request.GET)
        found = ServicePage.objects.child_of(self).live().order_by("title")
        if form.is_valid():
            if form.cleaned_data["country"]:
                found = found.filter(country=form.cleaned_data["country"])
            if form.cleaned_data["need"]:
                found = found.filter(needs=form.cleaned_data["need"])
        found = found.select_related("country").prefetch_related("needs")
        pages = Paginator(found, settings.PER_PAGE)
        return context | {"form": form, "services": pages.get_page(request.GET.get("page"))}


class ServicePage(Page):
    summary = RichTextField()
    phone = models.CharField(max_length=60, blank=True)
    website = models.URLField(max_length=500, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="+")
    needs = ParentalManyToManyField(Need, blank=True)
    body = StreamField([("heading", CharBlock()), ("paragraph", RichTextBlock())], blank=True)

    content_panels = [
        *Page.content_panels,
        *(FieldPanel(name) for name in ("summary", "phone", "website", "country", "needs", "body")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.FilterField("country")]
    parent_page_types = ["services.ServiceIndexPage"]
