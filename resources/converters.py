"""Parts of an address that stand for something we know."""

from config.chrome import crisis


class CountryConverter:
    """A country with an emergency number, in small letters: `gb`. Capitals are read too; anything else is not found."""

    regex = "[A-Za-z]{2}"

    def to_python(self, value: str) -> str:
        """ISO alpha-2 in capitals. Raises ValueError for a country we do not know."""
        if not crisis.is_known(code := value.upper()):
            raise ValueError(value)
        return code

    def to_url(self, value: str) -> str:
        return value.lower()
