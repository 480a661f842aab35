/* Proof of work for forms that anybody may send (config/safety/work.py says what it is for).
   It begins when somebody first touches the form, in small batches, so typing never waits for it. Without this file,
   or without crypto.subtle (plain http), the form is sent as it is. Below 1,024 characters: see leave.js. */
(function () {
  const { subtle } = crypto, BATCH = [...Array(128).keys()];
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const proves = async (text) =>
    new DataView(await subtle.digest("SHA-256", new TextEncoder().encode(text))).getUint32(0) < 2 ** 18;
  if (subtle) document.querySelectorAll("[name=work]").forEach((field) => {
    const form = field.form;
    let work, going;
    const begin = () => work = work || (async () => {
      for (let n = 0; n < 2e5 && !field.value && going !== 2; n += 128) {
        const found = await Promise.all(BATCH.map((i) => proves(form.started.value + (n + i))));
        if (found.includes(true)) field.value = n + found.indexOf(true);
        await wait();
      }
    })();
    form.addEventListener("focusin", begin);
    /* The form waits a moment for work that is nearly done, then goes without it. Whoever left meanwhile has left. */
    form.addEventListener("submit", (e) => {
      if (field.value || going === 2) return;
      e.preventDefault();
      if (going) return;
      going = 1;
      /* In a task of its own: a form does not listen while it still tells about its submission. */
      Promise.race([begin(), wait(800)]).finally(() => wait().then(() => {
        going = 2;
        if (!document.body.matches(".gone")) form.requestSubmit(e.submitter);
      }));
    });
  });
})();
