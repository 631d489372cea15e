"""The forms of a report. Whose desk it goes to follows from what is chosen in them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.html import format_html

from catalog.models import Edition
from moderation.facts import FACTS, FACTS_BY_CODE, Fact, what_stands_now
from moderation.models import COMMENT_MAX, VALUE_MAX
from moderation.reasons import REASONS, REASONS_BY_CODE, WRONG_FACT, Reason
from moderation.services import Complaint
from reviews.forms import TypedText, readable

EMAIL_MAX = 254


class AnyReportForm(forms.Form):
    """What all reports have in common; the e-mail is asked of visitors only."""

    comment = TypedText(
        longest=COMMENT_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    email = forms.EmailField(
        label="Your e-mail address (optional)",
        required=False,
        help_text="To hear what came of it. It is used for that one mail and deleted afterwards.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "This is not an e-mail address. You can also leave it empty."},
    )

    def __init__(self, typed: QueryDict | None, *, is_signed_in: bool, **kwargs: Any) -> None:
        super().__init__(_as_kept(typed), **kwargs)
        if is_signed_in:
            del self.fields["email"]
        else:
            self._let_any_length_be_typed()

    @property
    def reply_to(self) -> str:
        """The address a visitor gave. Needs a valid form, as `desk` and `complaint` do."""
        return str(self.cleaned_data.get("email", ""))

    def _let_any_length_be_typed(self) -> None:
        """Say that an address is too long, where a browser would cut it off."""
        email = self.fields["email"]
        email.widget.attrs.pop("maxlength", None)
        email.validators = [MaxLengthValidator(EMAIL_MAX), *email.validators]


class ReportForm(AnyReportForm):
    """That a thing should not be shown as it is, and why (RP-1, RP-2)."""

    reason = forms.ChoiceField(
        label="What is wrong?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what is wrong.",
            "invalid_choice": "Choose one of these reasons.",
        },
    )

    field_order = ["reason", "comment", "email"]

    def __init__(self, typed: QueryDict | None, *, kind: str, **kwargs: Any) -> None:
        super().__init__(typed, **kwargs)
        self.kind = kind
        choices = [(reason.code, reason.label) for reason in REASONS[kind]]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]
        self.fields["comment"].label = "Anything we should know (optional)"

    @property
    def desk(self) -> str:
        return self._reason.desk

    @property
    def complaint(self) -> Complaint:
        return Complaint(
            reason=self._reason.code,
            comment=self.cleaned_data["comment"],
            field=self._reason.field,
        )

    @property
    def _reason(self) -> Reason:
        return REASONS_BY_CODE[self.kind][self.cleaned_data["reason"]]


class ErrorForm(AnyReportForm):
    """That one fact of a book page is wrong, and what should stand there (RR-1b, B17)."""

    fact = forms.ChoiceField(
        label="Which fact is wrong?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the fact that is wrong.",
            "invalid_choice": "Choose one of these facts.",
        },
    )
    right_value = TypedText(
        label="What should stand there?",
        longest=VALUE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For a picture, tell what it should show.",
        error_messages={"required": "Write what should stand there."},
    )

    field_order = ["fact", "right_value", "comment", "email"]

    def __init__(self, typed: QueryDict | None, *, edition: Edition, **kwargs: Any) -> None:
        super().__init__(typed, **kwargs)
        self.fields["fact"].choices = [  # type: ignore[attr-defined]
            (fact.code, _with_what_stands_now(fact, edition)) for fact in FACTS
        ]
        self.fields["comment"].label = "Where do you know it from? (optional)"

    @property
    def desk(self) -> str:
        return self._fact.desk

    @property
    def complaint(self) -> Complaint:
        return Complaint(
            reason=WRONG_FACT,
            comment=self.cleaned_data["comment"],
            field=self._fact.code,
            right_value=self.cleaned_data["right_value"],
        )

    @property
    def _fact(self) -> Fact:
        return FACTS_BY_CODE[self.cleaned_data["fact"]]


def _with_what_stands_now(fact: Fact, edition: Edition) -> str:
    now = what_stands_now(fact, edition)
    template = '{} <span class="soft">now: <bdi>{}</bdi></span>'
    return format_html(template, fact.label, now) if now else fact.label


def _as_kept(typed: QueryDict | None) -> Mapping[str, Any] | None:
    """Return what was typed with a mark for each character that cannot be kept (trap 16)."""
    return None if typed is None else {name: readable(str(typed[name])) for name in typed}
