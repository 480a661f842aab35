/* Proof of work for forms that anybody may send (config/safety/work.py says what it is for).
   It begins when somebody first touches the form, in small pieces, so typing never waits for it.
   Without this file, or without crypto.subtle (plain http), the form is sent as it is. */
(function () {
  "use strict";
  const BITS = 14, PIECE = 64, MOST = 200000, WAIT = 800;
  const subtle = window.crypto && window.crypto.subtle;
  if (!subtle || !window.TextEncoder || !HTMLFormElement.prototype.requestSubmit) return;
  const encoder = new TextEncoder();

  function good(hash) {
    return new DataView(hash).getUint32(0) >>> (32 - BITS) === 0;
  }

  /* Resolves to the number as text; to "" when luck is very bad. The hashes are made outside this thread. */
  async function solve(token) {
    for (let first = 0; first < MOST; first += PIECE) {
      const piece = Array.from({ length: PIECE }, (_, n) => String(first + n));
      const hashes = await Promise.all(piece.map((n) => subtle.digest("SHA-256", encoder.encode(token + n))));
      const found = hashes.findIndex(good);
      if (found >= 0) return piece[found];
    }
    return "";
  }

  document.querySelectorAll("form input[name=work]").forEach((field) => {
    const form = field.form;
    let working = null, going = false;
    if (field.value) return;

    function begin() {
      working = working || solve(form.elements.started.value)
        .catch(() => "")
        .then((number) => { field.value = number; });
      return working;
    }

    ["focusin", "pointerdown", "input"].forEach((sign) => form.addEventListener(sign, begin));

    /* The form waits a moment for work that is nearly done, then goes without it. Whoever left meanwhile has left. */
    form.addEventListener("submit", (event) => {
      if (field.value || going === "now") return;
      event.preventDefault();
      if (going) return;
      going = true;
      const late = new Promise((done) => setTimeout(done, WAIT));
      Promise.race([begin(), late]).then(() => {
        going = "now";
        if (!document.body.classList.contains("gone")) form.requestSubmit(event.submitter);
      });
    });
  });
})();
