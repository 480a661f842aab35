"""Addresses of the directory."""

from django.urls import path

from resources.views import confirm, listing, problem

app_name = "resources"
urlpatterns = [
    path("", listing.list_services, name="list"),
    path("thanks/", problem.thanks, name="thanks"),
    path("<slug:slug>/problem/", problem.report, name="problem"),
    path("confirm/<str:token>/", confirm.confirm, name="confirm"),
    path("<slug:slug>/", listing.show_service, name="detail"),
]
