/* Single keys for the pages on which pledges are read. Every key presses something that stands on the page, so the
   page without this file does all that it does with it. Off when data-single-keys is not there (WCAG 2.1.4). */
(function () {
  "use strict";
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  const fold = desk.querySelector("[data-text]"), keys = desk.querySelector("[data-keys]");
  const live = desk.querySelector("[data-said]"), reasons = desk.querySelector("[data-reasons]");
  const TEXT = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
  const OWN_SPACE = "a, button, summary, label, input";
  const WITHIN = 900; /* milliseconds between the two digits of D10 to D13 */
  let typed = "", timer, sent = false;

  /* What was open is counted, also when it is passed on without a decision. */
  if (fold) fold.addEventListener("toggle", () => {
    if (fold.open) desk.querySelectorAll("[data-opened]").forEach((field) => { field.value = "1"; });
  });

  /* One press, one decision: the second of a double click would meet the next page. */
  desk.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", () => { sent = false; });

  function say(text) { live.textContent = ""; setTimeout(() => { live.textContent = text; }, 50); }
  function seen(element) { return element && element.checkVisibility(); }

  function press(key) {
    const element = desk.querySelector('[data-key="' + key + '"]');
    if (seen(element)) { if (key === "o") element.focus(); element.click(); return; }
    say(element || (key === "d" && reasons) ? live.dataset.openFirst : live.dataset.no);
  }

  function toReasons() {
    if (!seen(reasons)) { say(reasons ? live.dataset.openFirst : live.dataset.no); return; }
    (reasons.querySelector("input:checked") || reasons.querySelector("input")).focus();
  }

  /* "D" and a number, as it stands before each reason: 3, or 1 and 2. */
  function choose(digit) {
    clearTimeout(timer);
    timer = setTimeout(() => { typed = ""; }, WITHIN);
    const find = (number) => reasons.querySelector('input[value="D' + number + '"]');
    const reason = find(typed + digit) || find(digit);
    typed = typed && !find(typed + digit) ? digit : typed + digit;
    if (!reason) return;
    reason.checked = true;
    reason.focus();
  }

  function list() {
    if (!keys) return;
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
  }

  desk.ownerDocument.addEventListener("keydown", (event) => {
    if (!("singleKeys" in desk.dataset) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.repeat || event.isComposing || event.target.closest(TEXT)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "?") list();
    else if (key === " ") {
      if (!fold || event.target.closest(OWN_SPACE)) return;
      press("o");
    }
    else if (key === "d") toReasons();
    else if (/^[0-9]$/.test(key)) {
      if (!seen(reasons)) return;
      choose(key);
    }
    else if ("oajkuph".includes(key)) press(key);
    else return;
    event.preventDefault();
  });
})();
