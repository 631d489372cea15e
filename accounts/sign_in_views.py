"""The pages of django-allauth that send a mail: when none can be sent, they say so."""

from allauth.account import views as allauth_views
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from accounts.adapter import MailNotSent
from accounts.sign_in_forms import ConfirmEmailForm

# Django keeps no session of an answer from 500 on, so no page waits for a code that was not sent,
# and an age that was told is not asked for again.
SERVICE_UNAVAILABLE = 503


class SaysMailNotSent:
    """Shows the form again, as it was typed, when the mail that should follow cannot be sent."""

    request: HttpRequest

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except MailNotSent:
            return self.mail_not_sent(form)

    def mail_not_sent(self, form: BaseForm) -> HttpResponse:
        context = self.get_context_data(form=form, mail_not_sent=True)  # type: ignore[attr-defined]
        return self.render_to_response(  # type: ignore[attr-defined]
            context, status=SERVICE_UNAVAILABLE
        )


class SignupView(SaysMailNotSent, allauth_views.SignupView):
    def mail_not_sent(self, form: BaseForm) -> HttpResponse:
        """Take the new account back.

        A transaction around it all would hold SQLite's one write lock for as long as a mail server
        does not answer, and would forget what was counted for the limits.
        """
        # There is none when the address has an account already.
        if made := getattr(self, "user", None):
            made.delete()
        return super().mail_not_sent(form)


class LoginView(SaysMailNotSent, allauth_views.LoginView):
    pass


class EmailView(SaysMailNotSent, allauth_views.EmailView):
    pass


class PasswordResetView(SaysMailNotSent, allauth_views.PasswordResetView):
    pass


class ConfirmEmailView(SaysMailNotSent, allauth_views.ConfirmEmailVerificationCodeView):
    def mail_not_sent(self, form: BaseForm) -> HttpResponse:
        """Ask for the code sent before, which still counts."""
        return super().mail_not_sent(ConfirmEmailForm())


signup = SignupView.as_view()
login = LoginView.as_view()
email = EmailView.as_view()
password_reset = PasswordResetView.as_view()
confirm_email = ConfirmEmailView.as_view()
