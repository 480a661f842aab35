"""Files that cannot be imported: each is answered with a sentence that helps, and nothing in the database changes."""

import io
import json
import stat
import zipfile

import pytest

from resources.hsds import plan
from resources.hsds.faults import MOST, Refused
from resources.models import ImportBatch
from tests.factories_resources import make_service
from tests.resources.hsds.files import (
    SERVICE,
    as_json,
    as_lines,
    as_zip,
    everything,
    key,
    service,
    table,
    tables,
)

pytestmark = pytest.mark.django_db


class Vast(io.BytesIO):
    """A file of 200 MB that nobody has to make; it may not be read."""

    def seek(self, offset, whence=0):
        return 200 << 20 if whence == 2 else 0

    def read(self, *_size):
        raise AssertionError("too large to be read")


def text(content, encoding="utf-8"):
    return io.BytesIO(content.encode(encoding))


def zipped(**changed):
    return as_zip(tables(**changed))


def linked():
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        member = zipfile.ZipInfo("services.csv")
        member.create_system, member.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    return raw


def encrypted():
    raw = zipped().getvalue()
    raw = bytearray(raw)
    start = raw.find(b"PK\x01\x02")
    raw[start + 8] |= 1
    return io.BytesIO(bytes(raw))


def phones(**fields):
    row = {"id": key("phone"), "service_id": SERVICE, "number": "+44 20 7946 0000", "type": "voice"}
    return {"phones": [{**row, **fields}]}


def services(**fields):
    row = {"id": SERVICE, "organization_id": key("org"), "name": "Harbour House", "status": "active"}
    return {"services": [{**row, **fields}]}


HEADER = "id,organization_id,name,status\n"
ROW = f"{SERVICE},{key('org')},Harbour House,active\n"
WHOLE = json.dumps(service())

CASES = {
    "an empty file": (lambda: io.BytesIO(b""), "file.json", "is empty"),
    "200 MB": (lambda: Vast(b""), "file.json", "has 200 MB. The most is 50 MB"),
    "a picture": (lambda: io.BytesIO(b"\x89PNG\r\n\x1a\n"), "file.png", "not UTF-8"),
    "a letter": (lambda: text("Dear editors,"), "letter.docx", "neither JSON nor a zip"),
    "a single table": (lambda: text(HEADER + ROW), "services.csv", "is a single table"),
    "UTF-16 with its mark": (lambda: text(WHOLE, "utf-16"), "file.json", "is written in UTF-16"),
    "UTF-16 without": (lambda: text(WHOLE, "utf-16-le"), "file.json", "is written in UTF-16"),
    "Latin-1": (lambda: text('\n{"name": "Café"}', "latin-1"), "f.json", "line 2 has a letter in another encoding"),
    "half a letter": (lambda: io.BytesIO(b'{"a": "\xc3'), "f.json", "not UTF-8"),
    "NUL": (lambda: text('{"id": "a\0b"}' + " " * 100), "f.json", "NUL"),
    "half a JSON": (lambda: text(WHOLE[: len(WHOLE) // 2]), "f.json", "the JSON ends too early"),
    "half a list": (lambda: text(f"[{WHOLE},"), "f.json", "record 2: the JSON ends too early"),
    "broken JSON": (lambda: text('[{"id": 1,, "name": "a long name"}]'), "f.json", "record 1: the JSON is broken"),
    "two lists": (lambda: text("[] []"), "f.json", "something after the end"),
    "NaN": (lambda: text('[{"id": NaN}]'), "f.json", "NaN is not a number that JSON knows"),
    "a huge number": (lambda: text(f'[{{"id": {"9" * 5000}}}]'), "f.json", "a number has 5000 digits"),
    "deep nesting": (lambda: text("[" * 100_000), "f.json", "nested too deeply"),
    "deep nesting that ends": (lambda: text("[" * 100_000 + "]" * 100_000), "f.json", "nested too deeply"),
    "one name twice": (lambda: text('[{"id": 1, "id": 2}]'), "f.json", "'id' stands twice"),
    "an endless record": (lambda: text('[{"id": "' + "x" * (9 << 20)), "f.json", "8 million characters"),
    "an empty list": (lambda: text("[]"), "f.json", "holds no service"),
    "a list of texts": (lambda: text('["a"]'), "f.json", "record 1: not an object"),
    "places only": (lambda: text('[{"id": "1", "location_type": "physical"}]'), "f.json", "not a service"),
    "a status unheard of": (lambda: as_json(service(status="open")), "f.json",
        "record 1, status: 'open' is not one of active, inactive, defunct, temporarily closed"),
    "no status": (lambda: as_json({"id": SERVICE, "name": "A"}), "f.json", "record 1, status: is missing"),
    "an identifier of theirs": (lambda: as_json(service(id="17")), "f.json", "record 1, id: '17' is not a UUID"),
    "a bad date": (lambda: as_json(service(assured_date="1/2/2026")), "f.json",
        "record 1, assured_date: '1/2/2026' is not a date like 2026-11-20"),
    "a day that never was": (lambda: as_json(service(assured_date="2026-02-30")), "f.json", "is not a date"),
    "a script for an address": (lambda: as_json(service(url="javascript:alert(1)")), "f.json", "is not a web address"),
    "a list for a name": (lambda: as_json(service() | {"name": ["a"]}), "f.json", "name: '['a']' is not text"),
    "a text for a list": (lambda: as_json(service(phones="none")), "f.json", "phones: is not a list of objects"),
    "a name without end": (lambda: as_json(service(name="x" * 201)), "f.json", "longer than 200 characters"),
    "the same twice": (lambda: as_lines([service(status="no"), service()]), "f.json", "the same identifier as"),
    "no zip at all": (lambda: io.BytesIO(b"PK\x03\x04 and nothing"), "f.zip", "cannot be opened as a zip"),
    "half a zip": (lambda: io.BytesIO(zipped().getvalue()[:-30]), "f.zip", "cannot be opened as a zip"),
    "a bomb": (lambda: zipped(services=b"a" * (20 << 20)), "f.zip", "a hundred times its size"),
    "a vast member": (lambda: as_zip({"services.csv": b"0" * (101 << 20)}), "f.zip", "more than 100 MB"),
    "many members": (lambda: as_zip({f"{number}.csv": "" for number in range(101)}), "f.zip", "holds 101 files"),
    "a way out": (lambda: as_zip({"../services.csv": HEADER}), "f.zip", "points outside"),
    "a way to the root": (lambda: as_zip({"/etc/services.csv": HEADER}), "f.zip", "points outside"),
    "a way out of Windows": (lambda: as_zip({"..\\services.csv": HEADER}), "f.zip", "points outside"),
    "a link": (linked, "f.zip", "a link instead of a file"),
    "a password": (encrypted, "f.zip", "encrypted"),
    "a zip in a zip": (lambda: as_zip({"inner.zip": "x"}), "f.zip", "a packed file inside"),
    "an odd packer": (lambda: as_zip(tables(), compression=zipfile.ZIP_LZMA), "f.zip", "Use an ordinary zip"),
    "two with one name": (lambda: as_zip({"a/services.csv": "", "b/Services.csv": ""}), "f.zip", "twice"),
    "singular and plural": (lambda: as_zip({**tables(), "service.csv": ""}), "f.zip", "only one of them can be"),
    "no services": (lambda: zipped(services=None), "f.zip", "holds no services.csv"),
    "no column names": (lambda: zipped(services=""), "f.zip", "has not even a row of column names"),
    "a missing column": (lambda: zipped(services="id,name\n1,a\n"), "f.zip", "services.csv lacks the column status"),
    "a column twice": (lambda: zipped(services="id,name,name,status\n"), "f.zip", "has the column 'name' twice"),
    "semicolons": (lambda: zipped(services="id;name;status\n"), "f.zip", "separates its columns with semicolons"),
    "tabs": (lambda: zipped(services="id\tname\tstatus\n"), "f.zip", "separates its columns with tabs"),
    "an open quotation": (lambda: zipped(services=HEADER + f'{SERVICE},"a'), "f.zip", "line 2: the table is broken"),
    "a ragged row": (lambda: zipped(services=HEADER + f"{SERVICE},a\n"), "f.zip",
        "services.csv, row 2: 2 cells instead of 4"),
    "a table in Latin-1": (lambda: zipped(services=(HEADER + ROW.replace("House", "Café")).encode("latin-1")), "f.zip",
        "services.csv is not UTF-8: line 2"),
    "a row with a status unheard of": (lambda: zipped(services=HEADER + ROW.replace("active", "open")), "f.zip",
        "services.csv, row 2, status: 'open' is not one of"),
    "an endless cell": (lambda: zipped(services=HEADER + "x" * 200_000), "f.zip", "the table is broken"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_malformed_file_is_answered_with_a_sentence_and_changes_nothing(case, uploader):
    make_file, name, sentence = CASES[case]
    make_service("ours", contacts=[("phone", "988")])
    before = everything()
    with pytest.raises(Refused) as refused:
        plan.plan(make_file(), name, by=uploader)
    assert sentence in str(refused.value)
    assert len(str(refused.value)) < 1000
    assert everything() == before
    assert not ImportBatch.objects.exists()


ROWS = {
    "a phone of nobody": (phones(service_id=key("nobody")), "phones.csv, row 2, service_id: no row of"),
    "an organisation that is not there": (
        services(organization_id=key("nobody")),
        "services.csv, row 2, organization_id: no row of organizations.csv has the identifier",
    ),
    "a phone number twice": (
        {"phones": [*phones()["phones"], *phones(number="988")["phones"]]},
        f"phones.csv, row 3, id: '{key('phone')}' is used by more than one row",
    ),
    "a phone without number": (phones(number=""), "phones.csv, row 2, number: is empty"),
    "a ragged phone": ({"phones": "id,number\n1\n"}, "phones.csv, row 2: 1 cells instead of 2"),
}  # fmt: skip


@pytest.mark.parametrize("case", ROWS)
def test_a_row_that_cannot_be_used_is_left_out_and_said(case, uploader):
    changed, sentence = ROWS[case]
    batch = plan.plan(zipped(**changed), "partner.zip", by=uploader)
    assert any(fault.startswith(sentence) for fault in batch.faults), batch.faults
    assert batch.counts["left_out"] >= 1
    assert batch.counts["new"] == 1


def test_what_is_not_read_is_said(uploader):
    more = {
        "services": table([{**services()["services"][0], "colour": "blue"}]),
        "funding": "id\n",
        "notes": "a,b\n",
    }
    batch = plan.plan(zipped(**more), "partner.zip", by=uploader)
    assert "services.csv: not read, because HSDS does not know it: colour." in batch.notes
    assert "Not read: notes.csv." in batch.notes


def test_a_broken_file_of_many_rows_makes_a_short_list(uploader):
    rows = [service(f"Line {number}", status="open") for number in range(MOST + 50)] + [service()]
    batch = plan.plan(as_lines(rows), "many.json", by=uploader)
    assert len(batch.faults) == MOST
    assert batch.counts["left_out"] == MOST + 50
    assert batch.counts["new"] == 1


def test_a_file_that_breaks_in_the_middle_leaves_nothing(uploader):
    content = "\n".join(json.dumps(service(f"Line {number}")) for number in range(450)) + '\n{"id": '
    with pytest.raises(Refused, match="record 451: the JSON ends too early"):
        plan.plan(io.BytesIO(content.encode()), "half.json", by=uploader)
    assert not ImportBatch.objects.exists()


def test_a_byte_order_mark_and_a_folder_do_no_harm(uploader):
    members = {f"export/{name}": content.encode("utf-8-sig") for name, content in tables().items()}
    assert plan.plan(as_zip(members), "partner.zip", by=uploader).counts["new"] == 1
