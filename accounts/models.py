from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual
from django.utils import timezone

from accounts import pen_names
from accounts.constraints import HasOddCharacter
from accounts.pen_names import PenNameIsFinal
from accounts.querysets import PenNameQuerySet

RETIRED_REASON = 500


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A customer or a member of staff, who signs in with an e-mail address."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)

    objects = UserManager()  # type: ignore[misc,assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message="There is an account with this e-mail address.",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class PenName(models.Model):
    """The name one reader signs with; made once, never changed, and never given to another.

    A trigger in the database refuses what `save()` refuses (migration 0003).
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="pen_name",
    )
    name = models.CharField("pen name", max_length=pen_names.LONGEST)
    skeleton = models.CharField(max_length=pen_names.LONGEST, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_reason = models.TextField(blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = PenNameQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Exact(HasOddCharacter("name"), False),
                name="pen_name_plain",
                violation_error_message="Use only the letters A to Z, the digits 0 to 9, - and _.",
            ),
            models.CheckConstraint(
                condition=Q(GreaterThanOrEqual(Length(F("name")), pen_names.SHORTEST))
                & Q(LessThanOrEqual(Length(F("name")), pen_names.LONGEST)),
                name="pen_name_length",
                violation_error_message="A pen name has 2 to 30 characters.",
            ),
            models.CheckConstraint(
                condition=~Q(skeleton="")
                & Q(LessThanOrEqual(Length(F("skeleton")), pen_names.LONGEST)),
                name="pen_name_skeleton_length",
            ),
            models.CheckConstraint(
                condition=(
                    Q(retired_at__isnull=True, retired_reason="", retired_by__isnull=True)
                    | (Q(retired_at__isnull=False) & ~Q(retired_reason=""))
                ),
                name="pen_name_retired_with_reason",
                violation_error_message="A name is retired with a reason, or not at all.",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length(F("retired_reason")), RETIRED_REASON),
                name="pen_name_retired_reason_length",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(retired_at__isnull=False),
                name="pen_name_without_account_is_retired",
                violation_error_message="A name without an account must be retired.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.skeleton = pen_names.skeleton(self.name)
        elif self._is_altered():
            raise PenNameIsFinal("A pen name is never changed, nor given to another account.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise PenNameIsFinal("A pen name is never deleted; it can be retired.")

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    def _is_altered(self) -> bool:
        """Whether this differs from the stored row in what is final. Runs a query."""
        stored = PenName.objects.get(pk=self.pk)
        is_given_away = self.user_id is not None and self.user_id != stored.user_id
        return is_given_away or (self.name, self.skeleton) != (stored.name, stored.skeleton)
