// Improves what works without it: counts characters, goes to what must be mended, and sends a form once.

const language = document.documentElement.lang;
const wide = new Intl.NumberFormat(language);
const kinds = new Intl.PluralRules(language);

function count(box) {
  const field = box.querySelector("textarea");
  const words = box.querySelector(".govuk-character-count__message");
  const most = Number(box.dataset.maxlength);
  if (!field || !words || !most) return;
  const status = document.createElement("p");
  status.className = "govuk-visually-hidden";
  status.setAttribute("role", "status");
  box.append(status);
  let waiting;
  const say = () => {
    const left = most - field.value.length;
    const which = left < 0 ? "over" : "under";
    const said = (kind) => box.getAttribute(`data-i18n.characters-${which}-limit.${kind}`);
    words.textContent = (said(kinds.select(Math.abs(left))) ?? said("other")).replace("%{count}", wide.format(Math.abs(left)));
    clearTimeout(waiting);
    waiting = setTimeout(() => (status.textContent = words.textContent), 1000);
  };
  field.addEventListener("input", say);
  say();
}

function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    // Back to a page that told of a mistake: ask the portal for it, and do not offer to send the mistake again.
    history.replaceState(history.state, "", location.href);
  });
  // Back from the next page: the form may be sent again. The server knows whether it was.
  addEventListener("pageshow", () => delete form.dataset.sent);
}

document.querySelectorAll('[data-module="govuk-character-count"]').forEach(count);
document.querySelectorAll("form[method=post]").forEach(sendOnce);

// A page that goes on by itself: its button is there for those without this script.
const goOn = document.querySelector("form[data-go-on]");
if (goOn) setTimeout(() => goOn.requestSubmit(), 300);

const summary = document.querySelector(".govuk-error-summary");
if (summary) {
  summary.setAttribute("tabindex", "-1");
  summary.focus();
}
