from django import template

from coprod_portal.site.weave import Strand, strands

register = template.Library()


@register.inclusion_tag("components/weave.html")
def weave() -> dict[str, tuple[Strand, ...]]:
    return {"strands": strands()}
