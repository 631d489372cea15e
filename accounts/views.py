from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts import age_gate, personal_data, services
from accounts.forms import (
    AgeForm,
    CloseAccountForm,
    PasswordForm,
    PenNameConfirmForm,
    PenNameForm,
)
from accounts.limits import hit, too_many_requests
from accounts.models import PenName, User
from accounts.next_page import next_page, with_next
from accounts.pen_names import InvalidPenName


class ReadersRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


@login_required
@require_safe
def home(request: ReadersRequest) -> HttpResponse:
    context = {"pen_name": PenName.objects.filter(user=request.user).first()}
    return render(request, "accounts/home.html", context)


def age(request: HttpRequest) -> HttpResponse:
    """Ask for month and year of birth before anything else (AG-2)."""
    if request.user.is_authenticated:
        return redirect("accounts:home")
    if age_gate.is_not_now(request):
        return render(request, "accounts/not_now.html")
    form = AgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.is_old_enough():
            age_gate.let_pass(request)
            return redirect(with_next("account_signup", next_page(request)))
        return _refuse_for_now(request)
    context = {"form": form, "next": next_page(request)}
    return render(request, "accounts/age.html", context)


def _refuse_for_now(request: HttpRequest) -> HttpResponse:
    age_gate.forget(request)
    response = redirect("accounts:age")
    age_gate.say_not_now(response)
    return response


@login_required
def pen_name(request: ReadersRequest) -> HttpResponse:
    """Type a name, see it with the warning, then make it for ever (PN-3).

    The typed name travels in the address, so that signing in on the way loses nothing.
    """
    if own := PenName.objects.filter(user=request.user).first():
        context = {"pen_name": own, "next": next_page(request)}
        return render(request, "accounts/pen_name_own.html", context)
    if wait := hit(f"pen-name:{request.user.pk}", limit=30, seconds=60):
        return too_many_requests(request, wait)
    form = PenNameForm(request.GET if "name" in request.GET else None)
    if not form.is_valid():
        return _pen_name_form(request, form)
    return _confirm_pen_name(request, form)


def _confirm_pen_name(request: ReadersRequest, form: PenNameForm) -> HttpResponse:
    name = form.cleaned_data["name"]
    confirmation = PenNameConfirmForm(request.POST or None)
    if not (request.method == "POST" and confirmation.is_valid()):
        context = {"form": confirmation, "name": name, "next": next_page(request)}
        return render(request, "accounts/pen_name_confirm.html", context)
    try:
        services.claim_pen_name(user=request.user, name=name)
    except InvalidPenName as refusal:
        form.add_error("name", str(refusal))
        return _pen_name_form(request, form)
    return redirect(next_page(request) or "accounts:home")


def _pen_name_form(request: HttpRequest, form: PenNameForm) -> HttpResponse:
    context = {"form": form, "next": next_page(request)}
    return render(request, "accounts/pen_name.html", context)


@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/data.html")


@login_required
@require_safe
def data_download(request: ReadersRequest) -> HttpResponse:
    shop = slugify(settings.SHOP_NAME) or "shop"
    file_name = f"{shop}-my-data-{timezone.localdate().isoformat()}.json"
    return JsonResponse(
        personal_data.export(request.user),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


@login_required
def delete(request: ReadersRequest) -> HttpResponse:
    """Choose what becomes of the reviews, then give the password: the account is gone (PN-6)."""
    if request.user.is_staff:
        raise PermissionDenied
    form = CloseAccountForm(request.GET if "reviews" in request.GET else None)
    if not form.is_valid():
        return render(request, "accounts/delete.html", {"form": form})
    password = PasswordForm(request.POST or None, user=request.user)
    keep = form.cleaned_data["reviews"] == "keep"
    if not (request.method == "POST" and password.is_valid()):
        context = {"form": password, "keep": keep}
        return render(request, "accounts/delete_confirm.html", context)
    services.close_account(user=request.user, keep_anonymous=keep)
    logout(request)
    return redirect("accounts:closed")


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/closed.html")
