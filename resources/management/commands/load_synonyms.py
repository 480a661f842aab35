from resources import synonyms
from resources.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load what people type and what it means. Rows that were edited here are kept."
    source, faults = synonyms, synonyms.Faults
