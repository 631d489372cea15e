"""The Catalogue editor keeps series and related products, loads ONIX files and mends their records."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLE = "Catalogue editor"
ALL = ("view", "add", "change", "delete")
ACTIONS = {
    "series": ALL,
    "seriespart": ALL,
    "relatedproduct": ALL,
    "onixrun": ("view", "add", "change"),
    "onixrecord": ("view", "change"),
}
RIGHTS = tuple(f"{action}_{model}" for model, actions in ACTIONS.items() for action in actions)


def rights(apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="catalog", codename__in=RIGHTS
    )


def give(apps, schema_editor):
    config = apps.get_app_config("catalog")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    missing = set(RIGHTS) - set(rights(apps).values_list("codename", flat=True))
    assert not missing, f"{ROLE}: there are no rights {missing} in catalog."
    # A shop may have given the role another name or none.
    for group in apps.get_model("auth", "Group").objects.filter(name=ROLE):
        group.permissions.add(*rights(apps))


def take_back(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=ROLE):
        group.permissions.remove(*rights(apps))


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0005_reports_by_person"),
        ("catalog", "0005_onix_runs"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, take_back)]
