"""The only settings module. Safe for production as it stands; development is an opt-in that ./run writes into .env."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import database, env, languages

BASE_DIR = Path(__file__).resolve().parent.parent
env.read_file(BASE_DIR / ".env")

# --- what an operator sets -------------------------------------------------------------------------------
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")  # older ones, while they are being replaced
DEBUG = env.boolean("DEBUG", False)
HTTPS = env.boolean("HTTPS", True)  # 0 only for development and onion services
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost" if DEBUG else "")
SITE_NAME = env.text("SITE_NAME", "Upstander")
DEFAULT_COUNTRY = (
    env.text("DEFAULT_COUNTRY", "").strip().upper()
)  # ISO code; empty: taken from the language of the browser
LEAVE_URLS = {  # fast, not personal, says nothing about us; one per language
    "en": env.text("LEAVE_URL_EN", "https://www.bbc.co.uk/weather"),
    "es": env.text("LEAVE_URL_ES", "https://www.aemet.es/es/portada"),
}
SECURITY_CONTACT = env.text("SECURITY_CONTACT", "")  # mailto: or https:, for security.txt
PROXY_HOPS = env.integer("PROXY_HOPS", 0, most=5)  # proxies in front that append to X-Forwarded-For
PLEDGES_PER_HOUR = env.integer("PLEDGES_PER_HOUR", 6, least=1)  # from one address
PLEDGES_PER_HOUR_ALL = env.integer("PLEDGES_PER_HOUR_ALL", 600, least=1)  # from everybody together
# Of these, without proof of work: from browsers without scripts, and from programs (config/safety/work.py).
PLEDGES_SLOW_PER_HOUR_ALL = env.integer("PLEDGES_SLOW_PER_HOUR_ALL", 120, least=1)
REPORTS_PER_HOUR = env.integer("REPORTS_PER_HOUR", 10, least=1)  # problems with listings, from one address
REPORTS_PER_HOUR_ALL = env.integer("REPORTS_PER_HOUR_ALL", 500, least=1)
REQUIRE_SECOND_FACTOR = env.boolean(
    "REQUIRE_SECOND_FACTOR", True
)  # 0 is for development; else it stops the start
LOGINS_PER_HOUR = env.integer("LOGINS_PER_HOUR", 20, least=1)  # staff, tries from one address
LOGINS_PER_HOUR_ALL = env.integer("LOGINS_PER_HOUR_ALL", 500, least=1)
AMBER_AFTER_MONTHS = env.integer("AMBER_AFTER_MONTHS", 6, least=1)  # a contact nobody confirmed since: marked
HIDE_AFTER_MONTHS = env.integer("HIDE_AFTER_MONTHS", 18, least=2)  # hidden until somebody confirms it
SECOND_PERSON = env.boolean("SECOND_PERSON", True)  # another editor must agree to a new number or website
BOARD_OPEN = env.boolean("BOARD_OPEN", True)  # 0 closes the pledge form during a flood; reading goes on
MODERATION_DIGEST_TO = env.words("MODERATION_DIGEST_TO")  # who gets mail about what waits; empty: nobody
EMAIL_URL = env.text("EMAIL_URL", "")  # the mail server, for that mail alone: the site writes to no visitor
MAIL_FROM = env.text("MAIL_FROM", "")
# Whom moderators can talk to, shown on every page of the desk.
MODERATOR_SUPPORT = env.text("MODERATOR_SUPPORT", "")
# Memory of each process for ready pages; 0: every page is rendered anew. Off in development: templates change.
READY_BYTES = env.integer("READY_MEGABYTES", 0 if DEBUG else 10) * 1_000_000
# How long a CDN in front may keep a public page, those of the board aside; browsers keep none.
CDN_SECONDS = env.integer("CDN_SECONDS", 0)
LOG_FORMAT = env.text("LOG_FORMAT", "text")  # text for people, json for programs
# Numbers for a monitor at /metrics (docs/deploying.md); 404 while neither is set. Each that is set must fit.
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
METRICS_NETWORKS = env.networks("METRICS_NETWORKS")
# Copies of the database: where `backup` puts them, and the file with the key that seals them; empty: not sealed.
BACKUP_FOLDER = env.text("BACKUP_FOLDER", "")
BACKUP_KEY_FILE = os.environ.get("BACKUP_KEY_FILE", "")  # its name: env.text would read it
GALLERY = DEBUG  # every component on one page, for the people who build them

if len(SECRET_KEY) < 40:
    raise ImproperlyConfigured("SECRET_KEY is too short. Use 50 random characters; .env.example shows how.")

# --- what is installed -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "config.safety",
    "config.ready",
    "config.chrome",
    "resources",
    "actions.guidance",
    "actions.pledges",
    "crispy_forms",
    "whitenoise.runserver_nostatic",  # development serves static files the way production does
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "config.staff",  # after auth and allauth: it takes their pages out of the admin
]

MIDDLEWARE = [
    "config.safety.middleware.SafetyHeadersMiddleware",  # first: static files, redirects and errors pass it too
    "config.safety.middleware.MethodMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.ready.middleware.ReadyMiddleware",  # marks what the WSGI layer may keep (config/ready/layer.py)
    "django.middleware.gzip.GZipMiddleware",  # pads its answers at random, against guessing by length
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.safety.origin.OriginMiddleware",  # Django's CSRF check for staff, a cookie-free one for visitors
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # asks nothing of a session by itself
    "config.staff.middleware.StaffDoorMiddleware",  # after the three that know who is there
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
STAFF_PATH = "/admin/"
OPEN_DATA_PATH = "/hsds/"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.chrome.context_processors.chrome",
            ],
            "builtins": [
                "config.chrome.templatetags.components",
                "config.chrome.templatetags.promises",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "plain"
CRISPY_TEMPLATE_PACK = "plain"
CRISPY_FAIL_SILENTLY = False

# --- data ------------------------------------------------------------------------------------------------
VAR = BASE_DIR / "var"  # all that the site itself writes to the disk
VAR.mkdir(mode=0o700, exist_ok=True)
DATABASES = {
    "default": database.promised(env.database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'db.sqlite3'}"))
}
# Main lines that staff hid, for the help strip, which must not need the database (resources/strip.py).
STOPPED_LINES = BASE_DIR / "var" / "stopped_lines.json"
# Ids of deleted pledges, so that an old backup does not bring them back (actions/pledges/tombstones.py).
ERASED_PLEDGES = BASE_DIR / "var" / "erased_pledges.txt"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- static files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "config" / "static"]
STATIC_ROOT = BASE_DIR / "static-collected"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.chrome.storage.SheetStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
if not DEBUG:
    STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns when it is missing

# --- languages: English has no prefix, the others have their own path; no cookie remembers ----------------
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
# A language is a folder with the words of the interface (docs/languages.md).
LANGUAGES = [(LANGUAGE_CODE, "English"), *languages.found(LOCALE_PATHS[0])]
LEAVE_URLS |= {
    code: env.text(f"LEAVE_URL_{code.upper()}", LEAVE_URLS[LANGUAGE_CODE])
    for code, _name in LANGUAGES
    if code not in LEAVE_URLS
}
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- staff -----------------------------------------------------------------------------------------------
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["config.staff.backend.StaffBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "config.staff.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "config.staff.forms.SignInForm",
    "reauthenticate": "config.staff.forms.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; allauth's check reads it
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = (
    False  # theirs count in the memory of one process; ours are in the database
)
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "config.staff.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "config.staff.forms.SecondStepForm",
    "reauthenticate": "config.staff.forms.CodeAgainForm",
    "activate_totp": "config.staff.forms.NewAppForm",
    "add_webauthn": "config.staff.forms.NewPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds: phones are a little early or late (RFC 6238, 5.2)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG  # http://localhost
SITTING_IDLE = 15 * 60  # seconds without a request, then signed out
SITTING_LONGEST = 8 * 3600  # seconds from signing in, then signed out
SESSION_COOKIE_NAME = "__Host-s" if HTTPS else "s"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = SITTING_LONGEST
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_USE_SESSIONS = True  # one staff cookie instead of two
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no text in a cookie
CSRF_FAILURE_VIEW = "config.chrome.errors.forbidden_form"

# --- mail: only `moderation_digest` sends any -------------------------------------------------------------
vars().update(env.mail_server("EMAIL_URL"))
DEFAULT_FROM_EMAIL = MAIL_FROM
EMAIL_TIMEOUT = 20  # seconds

# --- transport and limits --------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = env.boolean("HSTS_PRELOAD", False)
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would send "Origin: null" and break every form
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if env.boolean("TRUST_PROXY_PROTO", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 65536
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300  # the admin's bulk actions need this many
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = [
    "config.safety.uploads.CapHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # X-Frame-Options is in the header table of config.safety
    "security.W003",  # OriginMiddleware is Django's CsrfViewMiddleware with a cookie-free branch for visitors
    "security.W021",  # preloading a domain cannot be undone quickly: HSTS_PRELOAD=1 after a decision
]

# --- logs: a status, a method and a route name; never an address, an agent, a referrer or a query string ---
FORMATTERS = {"text": "QuietFormatter", "json": "JsonFormatter"}
if LOG_FORMAT not in FORMATTERS:
    raise ImproperlyConfigured(f"LOG_FORMAT is {LOG_FORMAT!r}. Write text or json.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": f"config.safety.log_privacy.{FORMATTERS[LOG_FORMAT]}"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {
            "handlers": ["stderr"],
            "level": "INFO" if DEBUG else "WARNING",
            "propagate": False,
        },
        "upstander": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
