"""The portal's own settings, as in service, with the pages of the floor beside the portal's."""

from coprod_portal.settings import *  # noqa: F403
from coprod_portal.settings import ROOT, TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"] = [ROOT / "templates", ROOT / "bench" / "templates"]
