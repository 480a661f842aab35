"""Open Referral HSDS: the directory as other programs read it and as partners send theirs.

Served: API 3.2.3 with the schemas of 3.1 (3.2 changed the API only). What maps to what: docs/hsds.md.

Known gaps: no programs, funding, accessibility, required documents, capacities and change history, because nothing
here has them; no search by postcode or distance, because almost no service has a place; whatever HSDS cannot say
(which word to text, what a contact leaves behind, translations) travels as attributes with terms of our own.
"""
