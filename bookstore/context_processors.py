from django.conf import settings
from django.http import HttpRequest


def shop(request: HttpRequest) -> dict[str, str]:
    """What every page says of the shop. Nothing here may depend on who is asking."""
    return {"shop_name": settings.SHOP_NAME}
