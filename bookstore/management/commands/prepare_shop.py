import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from bookstore.address import host_to_open, is_all_addresses
from bookstore.sample_prices import load_sample_prices
from catalog.models import Work
from search.indexing import catch_up

SAMPLE = settings.BASE_DIR / "sample_catalogue"
SAMPLE_CURRENCY = "USD"
# In the order in which one builds on the other.
SAMPLE_FILES = [
    ("Books", "import_onix", "books.onix.xml"),
    ("Sellers", "import_sellers", "sellers.csv"),
    ("Offers", "import_offers", "offers.csv"),
    ("Sales ranks", "import_sales_ranks", "sales_ranks.csv"),
]
SOME_REFUSED = 2  # How an import command ends that has refused some records.
STAFF_EMAIL = "staff@bookstore.example"


class Command(BaseCommand):
    help = "Makes the shop ready to serve: database, static files, sample books, a staff login."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="what the server listens on")
        parser.add_argument("--port", default="8000")

    def handle(self, *args: Any, **options: Any) -> None:
        address = self.find_address(options["host"], options["port"])
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.load_sample(SAMPLE)
        password = self.make_staff_login()
        self.tell(address, password, everywhere=is_all_addresses(options["host"]))

    def find_address(self, host: str, port: str) -> str:
        """Return an address that the shop answers, or stop before it would refuse every request."""
        if settings.SITE.origins:
            return f"{settings.SITE.origins[0]}/"
        name = host_to_open(host, settings.ALLOWED_HOSTS)
        if name is None:
            raise CommandError(
                f"No name in ALLOWED_HOSTS leads to {host}, so the shop would refuse every "
                "request. Add the name that visitors will type."
            )
        return f"http://{name}:{port}/"

    # Whole or not at all: a shop that holds some works is never loaded into again.
    @transaction.atomic
    def load_sample(self, folder: Path) -> None:
        """Load the sample catalogue into a shop without works."""
        if Work.objects.exists():
            return
        if settings.STORE_CURRENCY != SAMPLE_CURRENCY:
            self.stdout.write(
                f"The shop starts empty: the sample books are priced in {SAMPLE_CURRENCY}, "
                f"and its currency is {settings.STORE_CURRENCY}."
            )
            return
        self.stdout.write("Loading the sample catalogue.")
        for what, command, name in SAMPLE_FILES:
            self.stdout.write(f"{what} …")
            self.load_file(command, folder / name)
        self.stdout.write("Earlier prices, made up …")
        load_sample_prices(folder / "price_history.csv")
        catch_up()

    def load_file(self, command: str, path: Path) -> None:
        try:
            call_command(command, path, stdout=self.stdout, stderr=self.stderr)
        except SystemExit as end:
            # The shop's limits may refuse some of the samples, which the command has told.
            if end.code != SOME_REFUSED:
                raise

    def make_staff_login(self) -> str:
        """Return the password of the staff login just made, or nothing when there was one."""
        if User.objects.filter(is_staff=True).exists():
            return ""
        password = secrets.token_urlsafe(12)
        staff = User.objects.create_superuser(STAFF_EMAIL, password)
        # No mail reaches this address, so the shop's own sign-in may not ask for a code from it.
        EmailAddress.objects.create(user=staff, email=staff.email, verified=True, primary=True)
        return password

    def tell(self, address: str, password: str, *, everywhere: bool) -> None:
        work = Work.objects.order_by("pk").first()
        edition = work.editions.first() if work else None
        lines = [("The shop is at", address)]
        if everywhere:
            names = ", ".join(settings.ALLOWED_HOSTS)
            lines.append(
                ("It listens", f"on all addresses of this machine, and answers to {names}")
            )
        if edition:
            lines.append(("A book page", f"{address}{edition.get_absolute_url().lstrip('/')}"))
            lines.append(("Its offers", f"{address}offers/{edition.isbn13}/"))
        lines.append(("Staff", f"{address}admin/"))
        lines.append(("Staff login", _login(password)))
        table = "\n".join(f"{name:<17}{value}" for name, value in lines)
        self.stdout.write(f"\n{table}\nStop it with Ctrl+C.\n")


def _login(password: str) -> str:
    if password:
        return f"{STAFF_EMAIL} with the password {password} (shown only this once)"
    return "as before; `.venv/bin/python manage.py changepassword E-MAIL` sets a new password"
