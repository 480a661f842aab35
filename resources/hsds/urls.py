"""Addresses of the open data API."""

from django.urls import path

from resources.hsds import views
from resources.hsds.lists import LISTS

app_name = "hsds"
urlpatterns = [
    path("", views.root, name="root"),
    path("openapi.json", views.description, name="openapi"),
    path("export.json", views.export_json, name="export_json"),
    path("export.zip", views.export_zip, name="export_zip"),
    *(path(name, views.listing(name), name=name) for name in LISTS),
    *(path(f"{name}/<str:id>", views.single(name), name=f"{name}_one") for name in LISTS),
    path("<path:rest>", views.nothing, name="nothing"),
]
