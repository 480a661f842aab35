"""What a person's browser would have sent with a form: the hidden box left empty, and the form's own token.

Programs that send nonsense fill every box and know no token, so the trap in our forms would keep all of it from what
lies behind. The trap itself has tests (tests/config/safety/test_forms.py); here it is passed, in scans only.
"""

from django.core import signing

from tests.scans.inside import FORMS, token

ENDINGS = {"/iwill/new/": "pledge", "/report/": "report", "/problem/": "problem"}


class VisitorMiddleware:
    """Puts right what the trap looks at; a token of ours stays as it is."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "POST" and not request.path_info.startswith("/admin/"):
            salt = FORMS[form_of(request.path_info)]
            data = request.POST.copy()
            if "website" in data:
                data["website"] = ""
            if not is_ours(data.get("started", ""), salt):
                data["started"] = token(salt)
            request.POST = data
        return self.get_response(request)


def form_of(path):
    return next((name for ending, name in ENDINGS.items() if path.endswith(ending)), "confirm")


def is_ours(started, salt):
    try:
        signing.loads(started, salt=salt)
    except (signing.BadSignature, ValueError):
        return False
    return True
