/* A link takes the place of this page in the list behind Back, so that Back does not walk through what was read.
   Loaded in the neutral look and on a public machine. Without it links are plain links. */
(function () {
  "use strict";
  const FILE = /\.\w+$/;

  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || FILE.test(link.pathname)) return;
    event.preventDefault();
    location.replace(link.href);
  });
})();
