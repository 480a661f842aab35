"""What people may send to the board. Labels, hints and errors are the words of texts.toml."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actions.guidance.vocabulary import Where
from actions.pledges import nicknames, word_code
from actions.pledges.models import NICKNAME_MAX, TEXT_MAX
from actions.pledges.texts import split_opening, texts
from config.safety.forms import WorkMixin
from config.safety.plain_text import LONGEST, one_line


class PledgeForm(WorkMixin):
    """Own words. No maxlength on the box: what is too long is kept, counted and explained, not cut off."""

    token_salt = "pledges.form"  # noqa: S105  the name of a signature, not a secret

    text = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
    nickname = forms.CharField(max_length=NICKNAME_MAX, required=False)
    plan_if = forms.CharField(max_length=TEXT_MAX, required=False, label=_("When will you do it?"))
    place = forms.ChoiceField(
        choices=[("", _("I do not want to say")), *Where.choices],
        required=False,
        label=_("Where will you do it?"),
        help_text=_("The board can be sorted by it, so that others find what fits their place."),
        error_messages={"invalid_choice": _("Choose one of these, or none.")},
    )
    near = forms.CharField(required=False, widget=forms.HiddenInput)
    about_me = forms.BooleanField(required=False)
    agree = forms.BooleanField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = texts()["form"]
        self.words = words
        self.fields["text"].label = words["labels"]["pledge"]
        self.fields["text"].help_text = words["hints"]["pledge"]
        self.fields["text"].error_messages["required"] = words["errors"]["empty"]
        self.fields["nickname"].label = words["labels"]["nickname"]
        self.fields["nickname"].help_text = words["hints"]["nickname"]
        self.fields["plan_if"].help_text = _(
            "For example: when a friend makes that joke again. Only your own page shows it."
        )
        self.fields["about_me"].label = words["labels"]["about_me"]
        self.fields["agree"].label = words["labels"]["agree"]
        self.fields["agree"].error_messages["required"] = words["errors"]["agree"]
        for name in ("nickname", "plan_if"):
            self.fields[name].error_messages["max_length"] = _(
                "Please use at most %(limit_value)d characters. You have used %(show_value)d."
            )
        for name in ("text", "nickname", "plan_if"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_text(self):
        text = one_line(self.cleaned_data["text"])
        if not text:
            raise ValidationError(self.words["errors"]["empty"])
        if len(text) > TEXT_MAX:
            raise ValidationError(self.words["errors"]["too_long"].format(used=len(text)))
        opening, rest = split_opening(text)
        if not opening or not rest:
            raise ValidationError(self.words["errors"]["start"])
        return text

    def clean_nickname(self):
        name = self._short("nickname", NICKNAME_MAX)
        fault = nicknames.fault(name)
        if fault:
            raise ValidationError(fault)
        return name

    def clean_plan_if(self):
        return self._short("plan_if", TEXT_MAX)

    def _short(self, name, most):
        """Cleaned text that still fits its column: normalising can make some scripts longer."""
        text = one_line(self.cleaned_data[name])
        if len(text) > most:
            raise ValidationError(_("Please use at most %(most)s characters.") % {"most": most})
        return text


class OneTapForm(WorkMixin):
    """A ready-made pledge: nothing is typed, so nothing has to be read."""

    token_salt = "pledges.form"  # noqa: S105  the name of a signature, not a secret

    action = forms.SlugField(max_length=80, widget=forms.HiddenInput)


UNKEPT = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class WordsForm(forms.Form):
    """The words of the private page. What was typed stays in the box: a slip is easier to see than to repeat."""

    words = forms.CharField(
        label=_("Your nine words"),
        help_text=_("In the order in which you got them, with blanks between them. Capitals do not matter."),
        max_length=word_code.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, **UNKEPT}),
        error_messages={"required": _("Type the nine words that you got when you sent your promise.")},
    )

    def clean_words(self):
        words = self.cleaned_data["words"]
        number = len(word_code.typed(words).split())
        if number != word_code.NUMBER:
            raise ValidationError(
                _("There are nine words, and this has %(number)s. Please look again.") % {"number": number}
            )
        return words

    @staticmethod
    def wrong(typed):
        """What to say about nine words that open nothing. Which words exist is no secret."""
        unknown = word_code.unknown(typed)
        if unknown:
            return _("These words are not among ours: %(words)s. Is there a slip?") % {
                "words": ", ".join(unknown)
            }
        return _("Nothing is here for these words. Is one of them different, or did you delete it?")


class TakeDownForm(forms.Form):
    """One tick before something that cannot be undone."""

    confirm = forms.BooleanField(
        label=_("Yes, delete it for good"),
        error_messages={"required": _("Tick the box to say that you want to delete it for good.")},
    )
