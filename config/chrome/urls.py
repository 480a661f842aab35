from django.urls import path

from config.chrome import pages

app_name = "chrome"
urlpatterns = [
    path("safety/", pages.safety, name="safety"),
    path("safety/promises/", pages.promises, name="promises"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("about/", pages.about, name="about"),
]
