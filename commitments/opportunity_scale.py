"""How much say people have in an opportunity: four steps, from being told to deciding together."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.models import Scale


@dataclass(frozen=True)
class Step:
    value: str
    name: str | Promise
    plain: str | Promise


STEPS = (
    Step(Scale.INFORM, _("Inform"), _("We tell you what will happen. You cannot change it.")),
    Step(Scale.CONSULT, _("Consult"), _("We ask what you think. Then we decide.")),
    Step(Scale.ENGAGE, _("Engage"), _("You help to shape it. We make the last decision.")),
    Step(Scale.CO_PRODUCE, _("Co-produce"), _("We do it together, and we decide together.")),
)
BY_VALUE = {step.value: step for step in STEPS}
