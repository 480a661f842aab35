"""Areas that are larger or smaller than one country, as readers and the catalogue see them."""

# Territories that people look for as countries and that the catalogue keeps as regions of the United States.
TERRITORIES = {code: f"US-{code}" for code in ("AS", "GU", "MP", "PR", "VI")}

EU = "EU"
# Member states on 20 November 2026 (european-union.europa.eu, country profiles).
EU_MEMBERS = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
WORLDWIDE = ""
WIDER = (WORLDWIDE, EU)


def wider_than(country: str) -> tuple[str, ...]:
    """Codes of the areas beyond one country whose services work there: the world, and the EU for its members."""
    return WIDER if country in EU_MEMBERS else (WORLDWIDE,)
