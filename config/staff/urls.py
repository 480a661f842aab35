"""Pages for signing in, under the path of the desk. Of allauth's pages only these: no sign-up, nothing by mail.

The names are allauth's: it looks its own pages up by them. Those of the second factor are imported when somebody opens
one: passkeys bring 10 MB along, and few people sign in.
"""

from allauth.account import views as account
from django.urls import path
from django.views.decorators.http import require_POST

from config.staff.later import later

MFA = "allauth.mfa"
PASSKEYS = f"{MFA}.webauthn.views"
SECOND_FACTOR = (  # address, view, name without "mfa_"
    ("", f"{MFA}.base.views.index", "index"),
    ("authenticate/", f"{MFA}.base.views.authenticate", "authenticate"),
    ("reauthenticate/", f"{MFA}.base.views.reauthenticate", "reauthenticate"),
    ("totp/activate/", f"{MFA}.totp.views.activate_totp", "activate_totp"),
    ("totp/deactivate/", f"{MFA}.totp.views.deactivate_totp", "deactivate_totp"),
    ("recovery-codes/", f"{MFA}.recovery_codes.views.view_recovery_codes", "view_recovery_codes"),
    (
        "recovery-codes/generate/",
        f"{MFA}.recovery_codes.views.generate_recovery_codes",
        "generate_recovery_codes",
    ),
    (
        "recovery-codes/download/",
        f"{MFA}.recovery_codes.views.download_recovery_codes",
        "download_recovery_codes",
    ),
    ("webauthn/", f"{PASSKEYS}.list_webauthn", "list_webauthn"),
    ("webauthn/add/", f"{PASSKEYS}.add_webauthn", "add_webauthn"),
    ("webauthn/reauthenticate/", f"{PASSKEYS}.reauthenticate_webauthn", "reauthenticate_webauthn"),
    ("webauthn/keys/<int:pk>/remove/", "config.staff.views.remove_passkey", "remove_webauthn"),
    ("webauthn/keys/<int:pk>/edit/", f"{PASSKEYS}.edit_webauthn", "edit_webauthn"),
    ("webauthn/login/", f"{PASSKEYS}.login_webauthn", "login_webauthn"),
)

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-out/", require_POST(account.logout), name="account_logout"),
    *(path(f"second-factor/{route}", later(view), name=f"mfa_{name}") for route, view, name in SECOND_FACTOR),
]
