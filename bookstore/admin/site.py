from django.conf import settings
from django.contrib import admin

admin.site.site_header = settings.SHOP_NAME
admin.site.site_title = settings.SHOP_NAME
admin.site.index_title = "Staff"
