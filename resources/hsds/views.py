"""The open data API. Only reads, asks nothing about the caller, and answers in JSON, also when something is wrong."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from resources.hsds import openapi, parameters, tabular
from resources.hsds.checking import Unfit
from resources.hsds.lists import LISTS, everything, page
from resources.hsds.schema import API_VERSION, PROFILE

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
# One at a time and process: what is built here reads the whole directory.
_building = threading.Lock()


def answer(data: Any, status: int = 200) -> HttpResponse:
    """JSON with the characters as they are."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    return _plain(HttpResponse(text, content_type=JSON, status=status))


def _plain(response: Any) -> Any:
    """The API speaks English whatever the browser prefers, and search engines have nothing to do here."""
    response["Content-Language"] = "en"
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def refuse(status: int, sentence: str, parameter: str = "") -> HttpResponse:
    data = {"message": sentence, "status": status}
    return answer({**data, "parameter": parameter} if parameter else data, status)


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """What this is and where the description lies."""
    with translation.override("en"):
        guide = reverse("chrome:about") + "#open-data"
    return answer(
        {
            "version": API_VERSION,
            "profile": PROFILE,
            "openapi_url": request.build_absolute_uri(reverse("hsds:openapi")),
            "description": openapi.ABOUT,
            "data_guide": request.build_absolute_uri(guide),
            "publisher": {"name": settings.SITE_NAME, "website": request.build_absolute_uri("/")},
        }
    )


def listing(name: str) -> Callable[[HttpRequest], HttpResponseBase]:
    """The view of one list, by GET or, so that search words stay out of addresses, by POST."""
    kind = LISTS[name]

    def view(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD", "POST"):
            return _not_allowed("GET, HEAD, POST")
        try:
            asked = parameters.read(kind.parameters, _sent(request))
            if asked["format"] == "ndjson" and (asked.get("full") or asked.get("full_service")):
                lines = tabular.json_lines(everything(kind, asked))
                return _built(lambda file: _spool(file, lines), content_type="application/x-ndjson")
            if asked["format"] == "ndjson":
                lines = tabular.json_lines(everything(kind, asked))
                return _plain(StreamingHttpResponse(lines, content_type="application/x-ndjson"))
            return answer(page(kind, asked))
        except parameters.BadParameter as fault:
            return refuse(400, f"{fault}", fault.name)
        except Unreadable as fault:
            return refuse(fault.status, str(fault))

    return view


def single(name: str) -> Callable[..., HttpResponse]:
    """The view of one record of a list, by its identifier."""
    kind = LISTS[name]

    def view(request: HttpRequest, id: str) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return _not_allowed("GET, HEAD")
        try:
            asked = parameters.read(kind.one_parameters, dict(request.GET.lists()))
            record = kind.one(UUID(id), asked)
        except parameters.BadParameter as fault:
            return refuse(400, f"{fault}", fault.name)
        except ValueError:
            record = None
        return answer(record) if record else refuse(404, f"There is no such {kind.thing.replace('_', ' ')}.")

    return view


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description of everything here."""
    return answer(openapi.document(request.build_absolute_uri(reverse("hsds:root")).rstrip("/")))


@require_safe
def export_json(request: HttpRequest) -> HttpResponseBase:
    """Every service in full, as one list."""
    return _built(lambda file: _spool(file, tabular.json_list(tabular.services())), content_type=JSON)


@require_safe
def export_zip(request: HttpRequest) -> HttpResponseBase:
    """Every table, with its description."""
    name = "upstander-hsds.zip"
    return _built(tabular.write_zip, content_type="application/zip", filename=name, as_attachment=True)


def _spool(file: IO[bytes], pieces: Iterator[str]) -> None:
    for piece in pieces:
        file.write(piece.encode())


def _built(write: Callable[[IO[bytes]], Any], **more: Any) -> HttpResponseBase:
    """A file with the whole directory. Somebody who reads slowly keeps nobody else waiting: it is built first."""
    if not _building.acquire(blocking=False):
        return _later("Somebody else is fetching this file. Please try again in a minute.")
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        write(file)
    except Unfit:
        file.close()
        return _later("The directory is being changed. Please try again in a minute.")
    except BaseException:
        file.close()
        raise
    finally:
        _building.release()
    file.seek(0)
    response: FileResponse = _plain(FileResponse(file, **more))
    return response


def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """An address that is none of ours."""
    return refuse(404, "There is nothing at this address. /hsds/openapi.json says what there is.")


def _later(sentence: str) -> HttpResponse:
    response = refuse(503, sentence)
    response["Retry-After"] = "60"
    return response


def _not_allowed(methods: str) -> HttpResponse:
    response = refuse(405, f"Only {methods} can be used here.")
    response["Allow"] = methods
    return response


# --- what the caller sent --------------------------------------------------------------------------------
class Unreadable(ValueError):
    """A body that cannot be read; the message is a sentence for the caller."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def _sent(request: HttpRequest) -> Mapping[str, list[str]]:
    """Parameters of the address, and of the body of a POST."""
    found = {name: list(map(str, values)) for name, values in request.GET.lists()}
    if request.method != "POST":
        return found
    try:
        body = request.body
        if request.content_type == FORM:
            sent = {k: list(map(str, v)) for k, v in QueryDict(body, encoding="utf-8").lists()}
        elif request.content_type == JSON:
            sent = _from_json(body)
        elif not body:
            sent = {}
        else:
            raise Unreadable(415, f"The body must be {FORM} or {JSON}.")
    except SuspiciousOperation:
        raise Unreadable(413, "The body is larger than 64 kB, or has too many fields.") from None
    for name, values in sent.items():
        found[name] = found.get(name, []) + values
    return found


def _from_json(body: bytes) -> dict[str, list[str]]:
    try:
        data = json.loads(body or b"{}")
        json.dumps(data, ensure_ascii=False).encode()  # half a character is JSON and no text
    except (ValueError, RecursionError):
        raise Unreadable(400, "The body is not JSON, or holds characters that are no text.") from None
    if not isinstance(data, dict):
        raise Unreadable(400, "The body must be a JSON object, one key for each parameter.")
    found = {}
    for name, value in data.items():
        if not isinstance(value, str | int | bool):
            raise parameters.BadParameter(name[:40], "must be a text, a number, true or false.")
        found[name] = [str(value).lower() if isinstance(value, bool) else str(value)]
    return found
