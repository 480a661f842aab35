"""The headers of config/safety/headers.py in the words of nginx and Caddy, so that a file has what a page has."""

from config.safety.headers import table

# Only Caddy can say another name for itself; nginx leaves out its version (server_tokens off).
NOT_NGINX = {"Server"}
CLOSED = ("\\", '"', "\n", "$", "{", "}")


def headers() -> dict[str, str]:
    """Of a page that everybody may read. Raises ValueError for a value that would need escaping."""
    found = table("/")
    for name, value in found.items():
        if any(character in value for character in CLOSED):
            raise ValueError(f"{name} cannot be written into a configuration: {value}")
    return found


def nginx() -> str:
    """To be included in every location that sends a file: nginx forgets headers of a level above."""
    lines = [
        f'add_header {name} "{value}" always;' for name, value in headers().items() if name not in NOT_NGINX
    ]
    lines.append('add_header Vary "Accept-Encoding, Accept-Language, Cookie" always;')
    lines.append('add_header Last-Modified "" always;')  # nobody keeps the page, so nobody asks what changed
    return "# Written by `publish`, from config/safety/headers.py.\n" + "\n".join(lines) + "\n"


def caddy() -> str:
    """To be imported in every block that sends a file."""
    lines = [f'\t{name} "{value}"' for name, value in headers().items()]
    lines += ['\tVary "Accept-Encoding, Accept-Language, Cookie"', "\t-Etag", "\t-Last-Modified"]
    return "# Written by `publish`, from config/safety/headers.py.\nheader {\n" + "\n".join(lines) + "\n}\n"


SNIPPETS = {"headers.nginx.conf": nginx, "headers.caddy": caddy}
