"""Imports in the admin: a file comes in, a person reads what it would change, decides, applies, and can undo."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from resources.hsds import apply, display, plan, undo
from resources.hsds.faults import Refused
from resources.models import ImportBatch, ImportChange

MOST = 2000  # services that one request can plan in good time; larger files take the command
PAGE = 50
COUNTS = (
    ("new", gettext_lazy("New")),
    ("changed", gettext_lazy("Changed")),
    ("conflict", gettext_lazy("Conflicts")),
    ("refused", gettext_lazy("Refused")),
    ("losing", gettext_lazy("Would lose a way to get in touch")),
    ("unchanged", gettext_lazy("The same as here")),
    ("left_out", gettext_lazy("Rows with a fault, left out")),
    ("missing", gettext_lazy("Ours that the file lacks: they stay")),
)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("HSDS file"),
        help_text=gettext_lazy(
            "JSON, or a zip of CSV tables. At most 50 MB. Nothing changes before you say so."
        ),
        allow_empty_file=True,
    )


@admin.register(ImportBatch)
class ImportBatchAdmin(admin.ModelAdmin):
    list_display = ["file_name", "state", "by", "created_at", "applied_by", "applied_at"]
    list_select_related = ["by", "applied_by"]
    list_filter = ["state"]
    show_full_result_count = False

    def has_delete_permission(self, request, obj=None):
        return False  # who brought what, and how to undo it, stays

    def get_actions(self, request):
        return {}

    def get_urls(self):
        views = (("decide", self.decide), ("apply", self.apply), ("undo", self.undo))
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"resources_importbatch_{name}",
            )
            for name, view in views
        ]
        return [*own, *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form, faults = UploadForm(), []
        if request.method == "POST":
            form = UploadForm(request.POST, request.FILES)
            if getattr(request, "upload_too_large", False):
                form.errors.clear()
                faults = [_("The file is larger than 50 MB.")]
            elif form.is_valid():
                file = form.cleaned_data["file"]
                try:
                    batch = plan.plan(file, file.name, by=request.user, most=MOST)
                except Refused as refused:
                    faults = str(refused).splitlines()
                else:
                    self.log_addition(request, batch, "Planned.")
                    return HttpResponseRedirect(
                        reverse("admin:resources_importbatch_change", args=[batch.pk])
                    )
        context = self._context(request, _("Bring in an HSDS file"), form=form, faults=faults)
        status = 400 if faults or form.errors else 200
        return TemplateResponse(request, "admin/resources/importbatch/upload.html", context, status=status)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The review: counts, faults, and every service side by side."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            raise PermissionDenied  # decisions, applying and undoing have addresses of their own
        batch = get_object_or_404(
            ImportBatch.objects.select_related("by", "applied_by", "undone_by"), pk=object_id
        )
        kind = request.GET.get("kind", "")
        changes = batch.changes.all()
        if kind in ImportChange.Kind.values:
            changes = changes.filter(kind=kind)
        page = Paginator(changes.order_by("position"), PAGE).get_page(request.GET.get("p"))
        secret = display.secret_places(page.object_list)
        mine = self.has_change_permission(request)
        total = batch.changes.count()
        context = self._context(
            request,
            str(batch),
            batch=batch,
            counts=[(name, label, batch.counts.get(name, 0)) for name, label in COUNTS],
            kind=kind,
            kinds=ImportChange.Kind.choices,
            page=page,
            entries=[(change, display.lines(change, secret)) for change in page.object_list],
            more_faults=batch.counts.get("left_out", 0) - len(batch.faults),
            may_decide=mine and batch.state == ImportBatch.State.PLANNED,
            may_apply=mine and batch.state in apply.APPLICABLE and total <= apply.WHOLE,
            by_command=mine and batch.state in apply.APPLICABLE and total > apply.WHOLE,
            may_undo=mine and batch.state in undo.UNDOABLE and total <= apply.WHOLE,
            needs_second=batch.by_id == request.user.pk and apply.needs_second_person(batch),
            taken=batch.changes.filter(decision=ImportChange.Decision.TAKE).count(),
        )
        return TemplateResponse(request, "admin/resources/importbatch/review.html", context)

    def decide(self, request, pk):
        batch = self._batch(request, pk)
        if not self._chosen(request) and not {"go", "show"} & set(request.POST):
            self.message_user(request, _("Nothing on this page was decided otherwise."), messages.INFO)
        self._note(request, batch)
        return self._back(request, batch)

    def apply(self, request, pk):
        """Notes the decisions of the page, then applies. Without the box only the first."""
        batch = self._batch(request, pk)
        noted = self._note(request, batch)
        if not request.POST.get("sure"):
            self.message_user(request, _("Tick the box first: you have read what changes."), messages.WARNING)
        elif noted and self._small(request, batch):
            self._try(
                request, batch, lambda: apply.apply(batch, by=request.user), _("The import is applied.")
            )
        return self._back(request, batch)

    def _note(self, request, batch):
        """Whether what was chosen on the page, if anything, is noted."""
        chosen = self._chosen(request)
        return not chosen or None is not self._try(
            request, batch, lambda: apply.decide(batch, chosen), _("Your decisions are noted.")
        )

    def _chosen(self, request):
        """Decisions by change. Only those that differ from what the page showed: about the others another person can
        have decided since."""
        given = {
            name.removeprefix("decision-"): value
            for name, value in request.POST.items()
            if name.startswith("decision-")
        }
        return {
            int(key): value
            for key, value in given.items()
            if key.isdecimal() and len(key) < 19 and value != request.POST.get(f"was-{key}")
        }

    def undo(self, request, pk):
        batch = self._batch(request, pk)
        if not request.POST.get("sure"):
            self.message_user(request, _("Tick the box first."), messages.WARNING)
        elif self._small(request, batch):
            report = self._try(request, batch, lambda: undo.undo(batch, by=request.user), "")
            if report:
                done = ngettext("%d service is as before.", "%d services are as before.", report.count)
                self.message_user(request, done % report.count, messages.SUCCESS)
            if report and report.edited:
                said = _("Edited since, and therefore left as they are: %s.") % ", ".join(report.edited)
                self.message_user(request, said, messages.WARNING)
        return self._back(request, batch)

    def _batch(self, request, pk):
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(ImportBatch, pk=pk)

    def _small(self, request, batch):
        small = batch.changes.count() <= apply.WHOLE
        if not small:
            self.message_user(
                request, _("This import is too large for a page; use the command."), messages.ERROR
            )
        return small

    def _try(self, request, batch, action, done):
        try:
            result = action()
        except apply.NotApplicable as error:
            self.message_user(request, str(error), messages.ERROR)
            return None
        if done:
            self.message_user(request, done, messages.SUCCESS)
        batch.refresh_from_db()
        self.log_change(request, batch, f"State: {batch.state}.")
        return result

    def _back(self, request, batch):
        """The page of the review that was asked for, else the one that was there."""
        show, page = request.POST.get("show"), request.POST.get("go") or request.POST.get("p", "")
        kind, page = (show, "") if show else (request.POST.get("kind", ""), page)
        query = f"?kind={kind}" if kind in ImportChange.Kind.values else "?kind="
        query += f"&p={page}" if page.isdecimal() else ""
        return HttpResponseRedirect(reverse("admin:resources_importbatch_change", args=[batch.pk]) + query)

    def _context(self, request, title, **more):
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **more}
