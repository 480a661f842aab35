"""Addresses of the directory."""

from django.urls import path, register_converter

from resources.converters import CountryConverter
from resources.views import listing, service, takeaway

register_converter(CountryConverter, "country")

app_name = "resources"
urlpatterns = [
    path("", listing.list_services, name="list"),
    path("card/", takeaway.show_card, name="card"),
    path("offline/<country:country>.html", takeaway.offline, name="offline"),
    path("<slug:slug>/", service.show_service, name="detail"),
]
