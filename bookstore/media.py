"""Covers and other files that the shop was given, for a machine without nginx or S3 before it."""

import errno

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

_ONE_YEAR = 31_536_000


@require_safe
def media_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a file of MEDIA_ROOT, which may be kept: another picture has another name."""
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise Http404 from error
        raise
    patch_cache_control(response, public=True, max_age=_ONE_YEAR, immutable=True)
    if response.get("Content-Type", "").startswith("image/"):
        # Pictures are compressed already. Named so, GZipMiddleware leaves them and their length.
        response["Content-Encoding"] = "identity"
    return response
