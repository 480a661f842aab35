"""Whether the words of a search say that somebody else was hurt: then a way to “what to say” stands above the results.

Rather missed than wrong: “my friend raped me” names a friend and is about the reader.
"""

import re

HURT = r"(raped|assaulted|attacked|abused|hurt|molested|groped|touched|harassed|drugged)"
# Accents or not, as people write it.
_OTHER = re.compile(
    rf"\b(my|our)\s+\w+(\s+\w+)?\s+(was|were|is being|got|has been)\s+{HURT}\b"
    rf"|\b(someone|somebody|she|he|they)\s+(was|were|got|has been)\s+{HURT}\b"
    r"|\b(violaron|violó|violo|agredieron|abusaron de|abusó de|abuso de|hicieron daño)\s+a?\s*mi\s+\w+"
    r"|\ba mi \w+ (la|lo|le) (violaron|agredieron|drogaron|hicieron daño|tocaron)\b",
    re.IGNORECASE,
)
# “told me” does not say that something was done to the reader.
_TO_ME = re.compile(
    r"\b(told|tell|tells|telling|said to|to|with|help|trusts?|asked|showed)\s+me\b"
    r"|\bme\s+(ha\s+)?(contó|conto|contado|cuenta|dijo|dicho|dice|confesó|confeso|confesado|pidió|pidio|escribió|escribio)\b"
    r"|\b(ayúdenme|ayudenme|ayúdame|ayudame)\b",
    re.IGNORECASE,
)
_READER = re.compile(
    r"\b(me|myself|i was|i am|i got|i.m|i.ve been|i have been|us)\b|\b(mí|conmigo|fui|soy|nos)\b",
    re.IGNORECASE,
)


def of_somebody_else(text: str, *, about_another: bool = False) -> bool:
    """`about_another`: friends and family were ticked, or phrases that the search knows mean them."""
    return (about_another or bool(_OTHER.search(text))) and not _READER.search(_TO_ME.sub(" ", text))
