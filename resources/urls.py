"""Addresses of the directory."""

from django.urls import path

from resources.views import listing

app_name = "resources"
urlpatterns = [
    path("", listing.list_services, name="list"),
    path("<slug:slug>/", listing.show_service, name="detail"),
]
