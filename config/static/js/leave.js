/* The way out: blank the page at once, say so to a screen reader, then go.
   Without this file the link is a plain link and still leaves. */
(function () {
  "use strict";
  const link = document.getElementById("leave");
  const SHIFTS = 3, WITHIN = 5000;
  let presses = 0, asModifier = false, timer;
  if (!link) return;

  function leave(event) {
    if (event) event.preventDefault();
    document.body.classList.add("gone");
    const status = document.createElement("div");
    status.setAttribute("role", "alert");
    document.body.appendChild(status);
    status.textContent = document.title = link.dataset.wait;
    location.replace(link.href);
  }

  document.querySelectorAll("[data-leave]").forEach((way) => way.addEventListener("click", leave));

  /* Three Shifts leave. Shift held for a capital is a modifier and does not count. */
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { asModifier = event.shiftKey; presses = 0; }
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return;
    if (asModifier) { asModifier = false; return; }
    clearTimeout(timer);
    timer = setTimeout(() => { presses = 0; }, WITHIN);
    if (++presses === SHIFTS) leave();
  });

  /* A page brought back by the Back button is asked for anew: it must not show what was typed. */
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
