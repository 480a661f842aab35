"""The response headers, as data. One table for everybody, two content policies.

Values and reasons: docs/adr/0004-headers.md. The whole table is pinned by tests/config/safety/test_headers.py.
"""

from django.conf import settings

PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'none'; manifest-src 'none'; worker-src 'none'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
# Django's admin builds elements from text and loads icons as data: images; it gets no Trusted Types.
STAFF_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PERMISSIONS = (
    ", ".join(
        f"{feature}=()"
        for feature in [
            "accelerometer",
            "autoplay",
            "browsing-topics",
            "camera",
            "display-capture",
            "fullscreen",
            "geolocation",
            "gyroscope",
            "hid",
            "idle-detection",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
        ]
    )
    + ", screen-wake-lock=(), serial=(), usb=(), web-share=()"
)
KEYS = ", publickey-credentials-create={0}, publickey-credentials-get={0}"  # passkeys: staff only

EVERYWHERE = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-DNS-Prefetch-Control": "off",
    # no-store on static files too: a cached one would leave our host name in the disk cache of the device
    "Cache-Control": "no-store",
    "Server": "web",
}


def is_staff_path(path: str) -> bool:
    """Whether a path belongs to the admin."""
    return path.startswith(settings.STAFF_PATH)


def is_open_data(path: str) -> bool:
    """Whether a path belongs to the open data API, which only reads and knows no caller."""
    return path.startswith(settings.OPEN_DATA_PATH)


def table(path: str) -> dict[str, str]:
    """Every header for a response to `path`, name to value."""
    staff = is_staff_path(path)
    headers = dict(EVERYWHERE)
    headers["Content-Security-Policy"] = STAFF_POLICY if staff else PUBLIC_POLICY
    headers["Permissions-Policy"] = PERMISSIONS + KEYS.format("(self)" if staff else "()")
    headers["X-Robots-Tag"] = "noindex, nofollow, noarchive" if staff else "noarchive"
    if is_open_data(path):
        headers["Access-Control-Allow-Origin"] = (
            "*"  # the same for everybody: no cookie, nothing about the reader
        )
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = strict_transport()
    return headers


def strict_transport() -> str:
    value = f"max-age={settings.SECURE_HSTS_SECONDS}"
    if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        value += "; includeSubDomains"
    if settings.SECURE_HSTS_PRELOAD:
        value += "; preload"
    return value
