from django.urls import include, path

urlpatterns = [
    path("act/", include("actions.guidance.urls")),
    path("", include("actions.pledges.urls")),
]
