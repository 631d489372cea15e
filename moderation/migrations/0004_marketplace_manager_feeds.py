"""The Marketplace manager loads sellers' files, decides on their lines and keeps shipping rates."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLE = "Marketplace manager"
RIGHTS = (
    *(
        f"{action}_{model}"
        for model in ("feedrun", "proposal", "shippingrate")
        for action in ("view", "add", "change")
    ),
    "delete_proposal",
    "delete_shippingrate",
)


def rights(apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="marketplace", codename__in=RIGHTS
    )


def give(apps, schema_editor):
    config = apps.get_app_config("marketplace")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    missing = set(RIGHTS) - set(rights(apps).values_list("codename", flat=True))
    assert not missing, f"{ROLE}: there are no rights {missing} in marketplace."
    # A shop may have given the role another name or none.
    for group in apps.get_model("auth", "Group").objects.filter(name=ROLE):
        group.permissions.add(*rights(apps))


def take_back(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=ROLE):
        group.permissions.remove(*rights(apps))


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0003_desk_in_the_admin"),
        ("marketplace", "0003_sellers_shipping_prices_feeds"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, take_back)]
