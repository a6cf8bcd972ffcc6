from django.urls import include, path

from coprod_portal.cases import views as cases

from .views import (
    case_acts,
    complaints,
    defamation,
    easy_read,
    health,
    home,
    machines,
    not_understood,
    sitemap,
    stop_letters,
)
from .views import cases as staff_cases
from .views import help as help_pages

urlpatterns = [
    path("", home.home, name="home"),
    path("easy-read/", easy_read.easy_read, name="easy-read"),
    path("easy-read/how-it-works/", easy_read.how_it_works, name="easy-read-how-it-works"),
    path("help/accessibility/", help_pages.accessibility, name="help-accessibility"),
    path("help/accessibility/problem/", cases.accessibility_problem, name="help-accessibility-problem"),
    path("help/privacy/", help_pages.privacy, name="help-privacy"),
    path("help/moderation/", help_pages.moderation, name="help-moderation"),
    path("help/moderation/editions/<int:number>/", help_pages.moderation_edition, name="help-moderation-edition"),
    path("help/contact/", help_pages.contact, name="help-contact"),
    path("help/data-complaint/", cases.data_complaint, name="help-data-complaint"),
    path("help/complaint/", cases.complaint, name="help-complaint"),
    path("help/complaint/again/<str:token>/", complaints.complaint_again, name="help-complaint-again"),
    path("help/defamation/", defamation.defamation_notice, name="defamation-notice"),
    path("help/defamation/answer/<str:token>/", defamation.defamation_answer, name="defamation-answer"),
    path("help/sent/<slug:reference>/", cases.sent, name="help-sent"),
    path("help/not-understood/", not_understood.not_understood, name="not-understood"),
    path("help/not-understood/thank-you/", not_understood.thanks, name="not-understood-thanks"),
    path("moderation/not-understood/", not_understood.counts, name="not-understood-counts"),
    path("moderation/", include("coprod_portal.site.staff_urls")),
    path("moderation/cases/", staff_cases.cases, name="cases"),
    path("moderation/cases/<slug:reference>/", staff_cases.case, name="case"),
    path("moderation/cases/<slug:reference>/take/", staff_cases.case_take, name="case-take"),
    path("moderation/cases/<slug:reference>/give/", case_acts.case_give, name="case-give"),
    path("moderation/cases/<slug:reference>/note/", case_acts.case_note, name="case-note"),
    path("moderation/cases/<slug:reference>/progress/", case_acts.case_progress, name="case-progress"),
    path("moderation/cases/<slug:reference>/answer/", case_acts.case_answer, name="case-answer"),
    path("moderation/cases/<slug:reference>/close/", case_acts.case_close, name="case-close"),
    path("moderation/cases/<slug:reference>/about/", case_acts.notice_about, name="notice-about"),
    path("moderation/cases/<slug:reference>/notice/<slug:step>/", case_acts.notice_step, name="notice-step"),
    path("mail/stop/<str:token>/", stop_letters.stop_letters, name="mail-stop"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("site.webmanifest", machines.manifest, name="manifest"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security_txt, name="security-txt"),
]
