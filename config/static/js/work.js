/* Proof of work for forms that anybody may send (config/safety/work.py says what it is for).
   It begins when somebody first touches the form, in slices of a few milliseconds, so typing never waits for it.
   Without this file the form is sent as it is. SHA-256 is our own: crypto.subtle took five times as long for such
   short texts, held up the page, and is missing on plain http. */
(function () {
  "use strict";
  const BITS = 14, MOST = 200000, SLICE = 10, WAIT = 800;
  if (!HTMLFormElement.prototype.requestSubmit) return;

  /* FIPS 180-4: the constants are the fractional parts of the square and cube roots of the first primes. */
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  const fraction = (root) => ((root % 1) * 4294967296) | 0;
  const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const K = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
  const w = new Int32Array(64);

  /* Takes 64 bytes of the text, from `at`, into the state. Behind the text comes a 1 bit, at the very end `bits`. */
  function block(state, text, at, bits) {
    w.fill(0, 0, 16);
    for (let i = 0; i < 64 && at + i <= text.length; i++) {
      w[i >> 2] |= (at + i < text.length ? text.charCodeAt(at + i) : 128) << 24 - (i & 3) * 8;
    }
    if (bits) w[15] = bits;
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
        + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10) | 0;
    }
    let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (let i = 0; i < 64; i++) {
      const one = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7))
        + (e & f ^ ~e & g) + K[i] + w[i] | 0;
      const two = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
      h = g; g = f; f = e; e = d + one | 0; d = c; c = b; b = a; a = one + two | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }

  /* Resolves to the number as text; to "" when luck is very bad or nobody wants it any more. The token is ASCII. */
  async function solve(token, wanted) {
    const whole = token.length & ~63, rest = token.slice(whole), before = START.slice(), state = START.slice();
    for (let at = 0; at < whole; at += 64) block(before, token.slice(at, at + 64), 0, 0);
    for (let n = 0; n < MOST && wanted();) {
      for (const stop = performance.now() + SLICE; n < MOST && performance.now() < stop; n++) {
        const text = rest + n, last = (text.length + 8 >> 6) * 64;
        state.set(before);
        for (let at = 0; at <= last; at += 64) block(state, text, at, at === last ? (whole + text.length) * 8 : 0);
        if (state[0] >>> 32 - BITS === 0) return String(n);
      }
      await new Promise((next) => setTimeout(next));
    }
    return "";
  }

  document.querySelectorAll("form input[name=work]").forEach((field) => {
    const form = field.form;
    let working = null, going = false;
    if (field.value) return;

    function begin() {
      working = working || solve(form.elements.started.value, () => going !== "now")
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
      /* In a task of its own: a form does not listen while it still tells about its submission. */
      Promise.race([begin(), late]).then(() => setTimeout(() => {
        going = "now";
        if (!document.body.classList.contains("gone")) form.requestSubmit(event.submitter);
      }));
    });
  });
})();
