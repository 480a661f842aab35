"""Every address of the site. English has no prefix, the other languages have their own."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from config import views
from config.chrome import pages
from config.operations import figures, health
from config.sitemaps import SITEMAPS

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # the page is allauth's

urlpatterns = [
    path(
        "admin/", include("config.staff.urls")
    ),  # before the admin, which answers every address below its own
    path("admin/", admin.site.urls),
    path("healthz", pages.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", figures.page, name="metrics"),
    path("robots.txt", pages.robots, name="robots"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("hsds/", include("resources.hsds.urls")),  # for programs: in no language
    path("gallery/", pages.gallery, name="gallery"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("resources/", include("resources.urls")),
        path("", include("actions.urls")),
        path("", include("config.chrome.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "config.chrome.errors.bad_request"
handler403 = "config.chrome.errors.forbidden"
handler404 = "config.chrome.errors.not_found"
handler500 = "config.chrome.errors.server_error"
