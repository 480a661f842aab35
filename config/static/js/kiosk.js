/* A public machine goes back to a blank start when nobody touches it. Says so before, and any touch or key stays.
   WCAG 2.2.1 asks for at least 20 seconds between the notice and the end, and for one simple action. */
(function () {
  "use strict";
  const IDLE = 60000, NOTICE = 20000;
  const place = document.getElementById("kiosk"), soon = document.getElementById("kiosk-soon");
  const start = new URL(place.dataset.start, location.href);
  let timers = [];

  function again() {
    document.body.classList.add("gone");
    location.replace(start.href);
  }

  function wait() {
    timers.forEach(clearTimeout);
    soon.textContent = "";
    timers = [
      setTimeout(() => { soon.textContent = place.dataset.soon; }, IDLE - NOTICE),
      setTimeout(again, IDLE),
    ];
  }

  document.getElementById("kiosk-idle").hidden = false;
  for (const touch of ["pointerdown", "pointermove", "wheel", "scroll", "keydown", "input", "focusin"]) {
    addEventListener(touch, wait, {capture: true, passive: true});
  }
  /* A blank start that nobody touched has nothing to hide. */
  if (location.pathname + location.search !== start.pathname + start.search) wait();
})();
