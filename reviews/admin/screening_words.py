"""The words that the screening points out, for staff to edit."""

from django import forms
from django.contrib import admin

from catalog.folding import fold
from reviews.models import ScreeningWord


class ScreeningWordForm(forms.ModelForm):
    def clean_word(self) -> str:
        word = self.cleaned_data["word"]
        if len(fold(word).split()) != 1:
            raise forms.ValidationError(
                "Write one single word; the screening looks at words one by one."
            )
        same = ScreeningWord.objects.filter(word_key=fold(word)).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError("This word is in the list already.")
        return word


@admin.register(ScreeningWord)
class ScreeningWordAdmin(admin.ModelAdmin):
    form = ScreeningWordForm
    list_display = ["word"]
    search_fields = ["word_key"]
