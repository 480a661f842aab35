"""Addresses of the directory."""

from django.urls import path, register_converter

from resources.converters import CountryConverter
from resources.views import confirm, listing, problem, service, takeaway

register_converter(CountryConverter, "country")

app_name = "resources"
urlpatterns = [
    path("", listing.list_services, name="list"),
    path("card/", takeaway.show_card, name="card"),
    path("offline/<country:country>.html", takeaway.offline, name="offline"),
    path("thanks/", problem.thanks, name="thanks"),
    path("<slug:slug>/problem/", problem.report, name="problem"),
    path("confirm/<str:token>/", confirm.confirm, name="confirm"),
    path("<slug:slug>/", service.show_service, name="detail"),
]
