"""Staff at the desk, in a browser of their own."""

import re

from playwright.sync_api import Browser, Page

from accounts.models import User
from tests.accounts.readers import PASSWORD


def sign_in_staff(browser: Browser, shop: str, staff: User) -> Page:
    """Sign a member of staff in and open the desk."""
    staff.set_password(PASSWORD)
    staff.save()
    page = browser.new_page()
    page.goto(f"{shop}/admin/moderation/case/")
    page.get_by_label("E-mail address").fill(staff.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name=re.compile("(Sign|Log) in")).click()
    return page
