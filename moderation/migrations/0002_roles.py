"""The shop's staff roles with exactly the rights they need (docs/operating.md).

A later change of rights takes a migration of its own, so that what a shop changed itself stays.

Django makes permissions after all migrations, so those the roles need are made here.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "Moderator": {
        "reviews": (
            "view_review",
            "decide_review",
            "view_brake",
            "change_brake",
            "view_screeningword",
            "add_screeningword",
            "change_screeningword",
            "delete_screeningword",
        ),
        "accounts": ("view_penname", "change_penname"),
        "moderation": ("handle_reviews", "view_case", "view_report"),
    },
    "Catalogue editor": {
        "catalog": tuple(
            f"{action}_{model}"
            for model in (
                "work",
                "edition",
                "contributor",
                "contribution",
                "publisher",
                "subject",
                "editorialreview",
                "contentsentry",
            )
            for action in ("view", "add", "change", "delete")
        ),
        "moderation": ("handle_catalogue", "view_case", "view_report"),
    },
    "Marketplace manager": {
        "marketplace": tuple(
            f"{action}_{model}"
            for model in ("seller", "offer")
            for action in ("view", "add", "change")
        ),
        "catalog": ("view_work", "view_edition"),
        "moderation": ("handle_marketplace", "view_case", "view_report"),
    },
}


def make(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for label in {label for rights in ROLES.values() for label in rights}:
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    for role, rights in ROLES.items():
        group, _ = Group.objects.get_or_create(name=role)
        for label, codenames in rights.items():
            found = Permission.objects.filter(content_type__app_label=label, codename__in=codenames)
            missing = set(codenames) - set(found.values_list("codename", flat=True))
            assert not missing, f"{role}: there are no rights {missing} in {label}."
            group.permissions.add(*found)


def take_away(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0001_cases_and_reports"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make, take_away)]
