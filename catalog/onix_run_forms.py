from typing import Any

from django import forms

from catalog.importing import UnreadableFile
from catalog.models import OnixRun
from catalog.models.runs import kept_name
from catalog.onix import reader
from catalog.runs.copies import on_disk, told_as
from catalog.runs.incoming import incoming_file, incoming_files


class OnixRunForm(forms.ModelForm):
    """Takes a file that is sent or one of the server's own, and refuses what cannot be read."""

    file = forms.FileField(
        required=False,
        label="Send a file",
        help_text="ONIX 2.1, 3.0 or 3.1, as the publisher sent it; a packed one unpacked first.",
        error_messages={"empty": "The file is empty."},
    )
    incoming = forms.ChoiceField(
        required=False,
        label="Or choose one that is here",
        help_text="Feeds in the folder of incoming files on the server, with their covers.",
    )

    class Meta:
        model = OnixRun
        fields = ["file", "incoming", "is_trial"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = incoming_files()
        none = "None chosen" if names else "There are none at the moment"
        self.fields["incoming"].choices = [("", none), *((name, name) for name in names)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if bool(cleaned.get("file")) == bool(cleaned.get("incoming")):
            both = "Send a file or choose one that is here, not both."
            self.add_error("file", both if cleaned.get("file") else "Send a file or choose one.")
            return cleaned
        self._check(cleaned)
        return cleaned

    def save(self, commit: bool = True) -> OnixRun:
        sent = self.cleaned_data.get("file")
        self.instance.file_name = kept_name(sent.name if sent else self.instance.incoming)
        return super().save(commit)

    def _check(self, cleaned: dict[str, Any]) -> None:
        """Read the file to its end; what is wrong with it stands beside the field it came by."""
        sent, chosen = cleaned.get("file"), cleaned.get("incoming", "")
        try:
            if sent:
                with on_disk(sent, sent.name) as path:
                    reader.check(path)
            else:
                path = incoming_file(chosen)
                with told_as(path, chosen):
                    reader.check(path)
        except UnreadableFile as error:
            self.add_error("file" if sent else "incoming", str(error))
