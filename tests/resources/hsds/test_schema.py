from resources.hsds.schema import API_VERSION, CSV_FILES, NESTED, OBJECTS
from resources.hsds.terms import PROPERTIES
from tests.resources.hsds.published import needs_the_schemas, read


@needs_the_schemas
def test_our_table_says_what_the_published_tables_say():
    published = {resource["name"]: resource for resource in read("datapackage.json")["resources"]}
    for thing, fields in OBJECTS.items():
        schema = published[thing]["schema"]
        assert CSV_FILES[thing] == published[thing]["path"]
        assert [field.column for field in fields] == [field["name"] for field in schema["fields"]]
        for ours, theirs in zip(fields, schema["fields"], strict=True):
            kind = theirs["format"] if theirs.get("format") in ("uuid", "uri", "email") else theirs["type"]
            rules = theirs["constraints"]
            assert (ours.type, ours.required_in_csv, list(ours.choices)) == (
                kind,
                rules["required"],
                rules.get("enum", []),
            ), f"{thing}.{ours.name}"
        keys = {key["fields"]: key["reference"]["resource"] for key in schema.get("foreignKeys", [])}
        ours = {field.name: field.references for field in fields if field.references}
        assert ours == {name: other for name, other in keys.items() if other in OBJECTS}


@needs_the_schemas
def test_what_json_requires_is_what_the_published_schema_requires():
    def compare(thing, schema):
        assert set(schema.get("required", [])) == {field.name for field in OBJECTS[thing] if field.required}
        for key, (child, many) in NESTED.get(thing, {}).items():
            below = schema["properties"].get(key)
            if below:
                compare(child, below["items"] if many else below)

    compare("service", read("compiled/service.json"))
    compare("organization", read("compiled/organization.json"))


def test_everything_nested_is_an_object_of_the_table():
    for thing, keys in NESTED.items():
        assert thing in OBJECTS
        assert {child for child, _many in keys.values()} <= set(OBJECTS)
    assert set(CSV_FILES) == set(OBJECTS)
    assert len(set(CSV_FILES.values())) == len(CSV_FILES)


def test_the_mapping_page_names_every_property_and_every_object(settings):
    text = (settings.BASE_DIR / "docs" / "hsds.md").read_text()
    assert [code for code in PROPERTIES if f"`{code}`" not in text] == []
    assert [thing for thing in OBJECTS if f"`{thing}`" not in text] == []
    assert API_VERSION in text
