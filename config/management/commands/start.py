import sys

from django.core.management import call_command
from django.db import connections
from whitenoise.runserver_nostatic.management.commands.runserver import Command as RunServer


class Command(RunServer):
    help = "What ./run does when the libraries are there: set the site up and serve it, for development only."
    # One process for both: to load the site takes longer than all that is left to do in a checkout that is set up.
    requires_system_checks = "__all__"

    def handle(self, *args, **options):
        try:
            call_command("setup_site", demo=True, stdout=self.stdout)
        except KeyboardInterrupt:
            sys.exit("\nStopped by you. Run the same command again to go on.")
        except Exception:
            self.stderr.write("\nStopped. The site could not be set up. The lines below say why.")
            raise
        connections.close_all()
        address = options["addrport"]
        self.stdout.write(
            f"\n  Open http://{address}/   (staff: http://{address}/admin/)   Stop with Ctrl+C.\n"
        )
        self.stdout.flush()
        super().handle(*args, **{**options, "use_reloader": False, "skip_checks": True})

    def check_migrations(self):
        """They have just been made."""
