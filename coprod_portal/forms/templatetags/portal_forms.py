from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from coprod_portal.forms import components

register = template.Library()


@register.simple_tag
def draw_field(field: BoundField) -> SafeString:
    return components.draw_field(field)


@register.simple_tag
def draw_error_summary(form: forms.BaseForm) -> SafeString:
    return components.draw_error_summary(form)
