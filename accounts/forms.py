from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS

from accounts import age_gate, services
from accounts.models import RETIRED_REASON, User
from accounts.pen_names import InvalidPenName

OLDEST = 120


class AgeForm(forms.Form):
    month = forms.TypedChoiceField(
        label="Month of birth",
        choices=[("", "Choose a month"), *MONTHS.items()],
        coerce=int,
        error_messages={"required": "Choose the month you were born in."},
    )
    year = forms.IntegerField(
        label="Year of birth",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "size": 4}),
        error_messages={
            "required": "Write the year you were born in.",
            "invalid": "Write the year with four digits.",
        },
    )

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not timezone.localdate().year - OLDEST <= year <= timezone.localdate().year:
            raise forms.ValidationError("Please look at the year again.")
        return year

    def clean(self) -> None:
        today = timezone.localdate()
        born = (self.cleaned_data.get("year", 0), self.cleaned_data.get("month", 0))
        if born > (today.year, today.month):
            self.add_error("month", "This month is still to come.")

    def is_old_enough(self) -> bool:
        return age_gate.is_old_enough(**self.cleaned_data, today=timezone.localdate())


class PenNameForm(forms.Form):
    """The first step; what is wrong with a name is said before anything is final."""

    name = forms.CharField(
        label="Pen name",
        # Too long a name gets the reason of pen_names.validate, and not a text cut by the browser.
        max_length=200,
        help_text="2 to 30 letters from A to Z, digits, - and _.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
        ),
        error_messages={"required": "Write the name you would like to sign with."},
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        try:
            services.check_pen_name(name)
        except InvalidPenName as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return name


class PenNameConfirmForm(forms.Form):
    understood = forms.BooleanField(
        label="I understand that this name can never be changed.",
        error_messages={"required": "Tick this when you are sure."},
    )


class CloseAccountForm(forms.Form):
    reviews = forms.ChoiceField(
        label="Your reviews",
        choices=[
            ("keep", "Keep them, signed “Anonymous”"),
            ("delete", "Delete them"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of your reviews."},
    )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Write your password."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError("This is not your password.")
        return password


class RetirePenNameForm(forms.Form):
    reason = forms.CharField(
        max_length=RETIRED_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the shop's records; the reader sees it, too.",
    )
