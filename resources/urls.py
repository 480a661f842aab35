"""Addresses of the directory."""

from django.urls import path

from resources.views import listing, service

app_name = "resources"
urlpatterns = [
    path("", listing.list_services, name="list"),
    path("<slug:slug>/", service.show_service, name="detail"),
]
