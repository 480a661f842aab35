"""A reader who asks a WSGI application, and Django behind it."""

from io import BytesIO

from django.core.wsgi import get_wsgi_application


class Browser:
    """Asks a WSGI application; the answer has `status`, `headers` and the bytes of the `body`."""

    def __init__(self, application):
        self.application = application

    def get(self, path, method="GET", **environ):
        path, _mark, query = path.partition("?")
        names = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
        }
        said = {}

        def start_response(status, headers, exc_info=None):
            said.update(status=int(status[:3]), headers=dict(headers))

        result = self.application(
            {
                **names,
                "HTTP_HOST": "testserver",
                "SERVER_PORT": "80",
                "wsgi.url_scheme": "http",
                "wsgi.input": BytesIO(),
                **environ,
            },
            start_response,
        )
        said["body"] = b"".join(result)
        if hasattr(result, "close"):
            result.close()
        return said


class Counted:
    """Django, and how often it was asked."""

    def __init__(self):
        self.django, self.asked, self.broken = get_wsgi_application(), 0, False

    def __call__(self, environ, start_response):
        self.asked += 1
        if self.broken:
            start_response("503 Service Unavailable", [])
            return [b"broken"]
        return self.django(environ, start_response)


def seen_again(layer):
    """A second has passed: the layer asks for the numbers again."""
    layer.versions._next = 0.0
