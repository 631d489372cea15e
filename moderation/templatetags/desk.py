"""Display only: codes of the desk in words."""

from django import template

from reviews.grounds import title_of

register = template.Library()

register.filter("ground_title", title_of)
