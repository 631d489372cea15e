import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from accounts.models import User
from catalog.models import Work

SAMPLE = settings.BASE_DIR / "sample_catalogue"
STAFF_EMAIL = "staff@bookstore.example"


class Command(BaseCommand):
    help = "Makes the shop ready to serve: database, static files, sample books, a staff login."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="http://127.0.0.1:8000/")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not Work.objects.exists():
            self.load_sample(SAMPLE)
        self.tell(options["address"], self.make_staff_login())

    def load_sample(self, folder: Path) -> None:
        self.stdout.write("Loading the sample catalogue …")
        call_command("import_onix", folder / "books.onix.xml")
        call_command("import_sellers", folder / "sellers.csv")
        call_command("import_offers", folder / "offers.csv")
        call_command("import_sales_ranks", folder / "sales_ranks.csv")

    def make_staff_login(self) -> str:
        """Return the password of the staff login just made, or nothing when there was one."""
        if User.objects.filter(is_staff=True).exists():
            return ""
        password = secrets.token_urlsafe(12)
        User.objects.create_superuser(STAFF_EMAIL, password)
        return password

    def tell(self, address: str, password: str) -> None:
        work = Work.objects.order_by("pk").first()
        edition = work.editions.first() if work else None
        book = edition.get_absolute_url().lstrip("/") if edition else ""
        login = (
            f"{STAFF_EMAIL} with the password {password} (shown only this once)"
            if password
            else "as before; `.venv/bin/python manage.py changepassword E-MAIL` sets a new password"
        )
        self.stdout.write(f"""
The shop is at   {address}
A book page      {address}{book}
Its offers       {address}offers/{edition.isbn13 if edition else ""}/
Staff            {address}admin/
Staff login      {login}
Stop it with Ctrl+C.
""")
