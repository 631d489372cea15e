"""The forms of django-allauth in the shop's words."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from accounts.models import User

LONGEST_EMAIL = User._meta.get_field("email").max_length or 254


class PlainWords:
    """Gives the fields of allauth's forms the shop's words, and no placeholder repeating them."""

    fields: dict[str, forms.Field]
    labels = {
        "code": "Code",
        "email": "E-mail address",
        "login": "E-mail address",
        "oldpassword": "Your password now",
        "password": "Password",
        "password2": "New password again",
        "remember": "Keep me signed in on this device",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                # A longer one fits no column, and PostgreSQL says so with an error.
                field.validators.append(MaxLengthValidator(LONGEST_EMAIL))


class LoginForm(PlainWords, allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page has the link itself, one that remembers where to go on.
        self.fields["password"].help_text = ""


class SignupForm(PlainWords, allauth_forms.SignupForm):
    account_already_exists: bool

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    return super().try_save(request)
            except IntegrityError:
                # Somebody else, or a second click, was quicker since the address was looked up.
                self.account_already_exists = True
        # This sends a mail, and a mail that fails would roll back what is counted for the limits.
        return super().try_save(request)


NEW_PASSWORD = PlainWords.labels | {"password1": "New password"}


class AddEmailForm(PlainWords, allauth_forms.AddEmailForm):
    labels = {"email": "New e-mail address"}


class ChangePasswordForm(PlainWords, allauth_forms.ChangePasswordForm):
    labels = NEW_PASSWORD

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""


class SetPasswordForm(PlainWords, allauth_forms.SetPasswordForm):
    labels = NEW_PASSWORD


class ResetPasswordForm(PlainWords, allauth_forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(PlainWords, allauth_forms.ResetPasswordKeyForm):
    labels = NEW_PASSWORD


class ReauthenticateForm(PlainWords, allauth_forms.ReauthenticateForm):
    pass


class ConfirmEmailForm(PlainWords, allauth_forms.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmResetForm(PlainWords, allauth_forms.ConfirmPasswordResetCodeForm):
    pass
