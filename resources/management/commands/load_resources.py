from resources import loading, records
from resources.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load the catalogue of services. Rows that were edited here are kept."
    source, faults = loading, records.Faults
