import pytest

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"


def post(client, charset):
    body = (
        b"--x\r\nContent-Disposition: form-data; name=login\r\n\r\n+2AA-@example.org\r\n--x--\r\n"
    )
    return client.post(SIGN_IN, body, content_type=f"multipart/form-data; boundary=x{charset}")


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=UTF-8", "; charset=utf8"])
def test_form_in_utf_8_is_read(client, charset):
    assert post(client, charset).status_code == 200


@pytest.mark.parametrize("charset", ["; charset=utf-7", "; charset=latin-1"])
def test_form_in_another_encoding_is_refused(client, charset):
    """In UTF-7, half of a character can be sent, which neither hash nor database takes."""
    assert post(client, charset).status_code == 415
