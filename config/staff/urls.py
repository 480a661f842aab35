"""Pages for signing in, under the path of the desk. Of allauth's pages only these: no sign-up, nothing by mail.

The names are allauth's: it looks its own pages up by them.
"""

from allauth.account import views as account
from django.urls import include, path
from django.views.decorators.http import require_POST

from config.staff.views import RemovePasskeyView

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-out/", require_POST(account.logout), name="account_logout"),
    path(
        "second-factor/webauthn/keys/<int:pk>/remove/",
        RemovePasskeyView.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("second-factor/", include("allauth.mfa.urls")),
]
