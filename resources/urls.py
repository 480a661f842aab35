"""Addresses of the directory."""

from django.urls import path

from resources import views

app_name = "resources"
urlpatterns = [
    path("", views.list_services, name="list"),
    path("<slug:slug>/", views.show_service, name="detail"),
]
