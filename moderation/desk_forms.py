"""What staff fill in at the desk."""

from typing import Any

from django import forms
from django.http import QueryDict

from catalog.constraints import NAME
from moderation.desk import Filters
from moderation.entries import Kind
from moderation.found import words_by_rule
from moderation.models import NOTE_MAX as CASE_NOTE_MAX
from moderation.models import Case
from reviews.deciding import WAYS, Verdict, missing_in
from reviews.grounds import GROUNDS
from reviews.models import NOTE_MAX, WORDS_MAX, Decision, Review

Outcome = Decision.Outcome
LEAVE = "leave"

# What each choice is called as something to do, and the key that leads to it.
WAY_LABELS = {
    Outcome.PUBLISHED: "Publish",
    Outcome.REFUSED: "Refuse: do not publish",
    Outcome.REMOVED: "Take down",
    Outcome.PENDING: "Put back to wait",
    LEAVE: "Leave it up: close the reports",
}
ACCESS_KEYS = {
    Outcome.PUBLISHED: "p",
    Outcome.REFUSED: "r",
    Outcome.REMOVED: "t",
    Outcome.PENDING: "b",
    LEAVE: "l",
    Case.Outcome.PUT_RIGHT: "p",
    Case.Outcome.LEFT: "l",
    "grant": "g",
    "deny": "n",
}
RULE_LABELS = [(ground.id, f"{ground.id} {ground.title}") for ground in GROUNDS]


class KeyedRadios(forms.RadioSelect):
    """Radio buttons that each have an access key."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["accesskey"] = ACCESS_KEYS[value]
        return option


def _text(label: str, *, longest: int, rows: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class FilterForm(forms.Form):
    """What of the queue is asked for. What cannot be asked for is told and not held to."""

    kind = forms.ChoiceField(choices=[("", "All"), *Kind.choices], required=False)
    rule = forms.ChoiceField(choices=[("", "Any rule"), *RULE_LABELS], required=False)
    book = forms.CharField(
        max_length=NAME,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Words of the title, or ISBN"}),
    )

    def filters(self) -> Filters:
        self.is_valid()
        return Filters(**{name: self.cleaned_data.get(name, "") for name in self.fields})


class VerdictForm(forms.Form):
    """The parts that a decision on one review and on many have in common."""

    outcome = forms.ChoiceField(label="Decision", widget=KeyedRadios)
    rule = forms.ChoiceField(
        label="Rule that is not kept",
        required=False,
        help_text="To refuse or take down, name the rule. The author reads it.",
    )
    note = _text("Note to the author", longest=NOTE_MAX, rows=3)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        outcome = cleaned.get("outcome", "")
        verdict = Verdict(outcome, rule=cleaned.get("rule", ""), note=cleaned.get("note", ""))
        for name, message in missing_in(verdict).items():
            if name not in self.errors:
                self.add_error(name, message)
        if outcome not in Decision.AGAINST:
            # Chosen beforehand, and not what is decided.
            cleaned.update(rule="", words="")
        return cleaned

    def _offer(self, outcomes: list[str]) -> None:
        self._choose_among("outcome", [(outcome, WAY_LABELS[outcome]) for outcome in outcomes])

    def _choose_among(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above.
        field.choices = choices


class DecisionForm(VerdictForm):
    """A decision on one review: what its state allows."""

    words = _text(
        "Words that are meant",
        longest=WORDS_MAX,
        rows=3,
        help_text="Quoted to the author. Filled in with what the screening found for the rule.",
    )
    to_reporters = _text("Note to those who reported it", longest=CASE_NOTE_MAX, rows=2)
    field_order = ["outcome", "rule", "words", "note", "to_reporters"]

    def __init__(
        self,
        typed: QueryDict | None = None,
        *,
        review: Review,
        is_reported: bool,
        initial: dict[str, Any] | None = None,
    ) -> None:
        found = words_by_rule(review)
        first = next(iter(found), "")
        super().__init__(
            typed, initial={"rule": first, "words": found.get(first, ""), **(initial or {})}
        )
        may_leave = is_reported and review.is_published
        self._offer([*WAYS[review.state], *([LEAVE] if may_leave else [])])
        self._choose_among("rule", _grouped_rules(found))
        if not is_reported:
            del self.fields["to_reporters"]


class ManyForm(VerdictForm):
    """One decision on many reviews; each is held to what its own state allows."""

    to_reporters = _text("Note to those who reported any of them", longest=CASE_NOTE_MAX, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer([outcome for outcome in WAY_LABELS if outcome != LEAVE])
        self._choose_among("rule", [("", "Choose a rule"), *RULE_LABELS])


class AppealForm(forms.Form):
    answer = forms.ChoiceField(
        label="Answer",
        choices=[
            ("grant", "Grant: the review is published"),
            ("deny", "Do not grant: the decision stands"),
        ],
        widget=KeyedRadios,
    )
    note = _text("Note to the author", longest=NOTE_MAX, rows=4)


class ClosingForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=[
            (Case.Outcome.PUT_RIGHT, "It is put right"),
            (Case.Outcome.LEFT, "It is left as it is"),
        ],
        widget=KeyedRadios,
    )
    note = _text("Note to those who reported it", longest=CASE_NOTE_MAX, rows=4)


def _grouped_rules(found: dict[str, str]) -> list[Any]:
    """The rules to choose from, those that the screening found something for first."""
    hit = [(rule, label) for rule, label in RULE_LABELS if rule in found]
    rest = [(rule, label) for rule, label in RULE_LABELS if rule not in found]
    choices: list[Any] = [("", "Choose a rule")]
    return (
        [*choices, ("Found by the screening", hit), ("Other rules", rest)]
        if hit
        else [*choices, *rest]
    )
