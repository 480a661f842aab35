// What axe and HTML CodeSniffer do not see. Each rule returns a list of faults; the numbers are those of WCAG 2.2.
const cut = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 110);
const seen = (element) => element.checkVisibility({ visibilityProperty: true });
const name = (link) => (link.getAttribute("aria-label") || link.textContent).replace(/\s+/g, " ").trim();

function lines(block) {
  // The lines of a block as the browser broke them: [characters, text].
  const rows = new Map();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(".vh")) continue;
    for (const word of node.data.matchAll(/\S+\s?/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].trimEnd().length);
      const box = range.getBoundingClientRect();
      if (!box.height) continue;
      const row = Math.round(box.bottom);
      rows.set(row, (rows.get(row) || "") + word[0]);
    }
  }
  return [...rows.values()].map((text) => text.replace(/\s+/g, " ").trim());
}

function rgb(colour) {
  const parts = colour.match(/[\d.]+/g).map(Number);
  return { r: parts[0], g: parts[1], b: parts[2], a: parts.length > 3 ? parts[3] : 1 };
}

function luminance({ r, g, b }) {
  const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}

function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function ground(element) {
  // The colour behind an element.
  for (let node = element; node; node = node.parentElement) {
    const colour = rgb(getComputedStyle(node).backgroundColor);
    if (colour.a === 1) return colour;
  }
  return { r: 255, g: 255, b: 255 };
}

function adopt(css) {
  // Gives what takes the sheet away again.
  const sheet = new CSSStyleSheet(), before = [...document.adoptedStyleSheets];
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...before, sheet];
  return () => { document.adoptedStyleSheets = before; };
}

const rules = {
  // 1.4.10
  sideways: () => {
    const root = document.documentElement;
    return root.scrollWidth > innerWidth ? [`${root.scrollWidth} in ${innerWidth}`] : [];
  },
  // 1.4.8
  longLines: (most) =>
    [...document.querySelectorAll("p, li, dd, td, blockquote, summary")]
      .filter((block) => seen(block) && !block.querySelector("code") && !block.querySelector("p, li, dd, td, div, table"))
      .flatMap(lines)
      .filter((line) => line.length > most),
  // Words that are cut off by their box.
  clipped: () =>
    [...document.querySelectorAll("body *")].filter((e) => {
      const style = getComputedStyle(e);
      return seen(e) && !e.closest(".vh, .skip, .trap, svg, input") && /hidden|clip/.test(style.overflowX + style.overflowY)
        && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
    }).map(cut),
  // 1.4.12
  spacing: () => {
    const back = adopt(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
           p { margin-block-end: 2em !important; }`);
    const faults = [...rules.sideways(), ...rules.clipped()];
    back();
    return faults;
  },
  // 1.4.4
  twice: () => {
    const back = adopt(":root { font-size: 200% !important; }");
    const faults = rules.sideways();
    back();
    return faults;
  },
  // 2.4.9: one name, one target. A button has none.
  sameNames: () => {
    const targets = new Map();
    for (const link of document.querySelectorAll("a[href]")) {
      if (!seen(link)) continue;
      const key = name(link).toLowerCase();
      targets.set(key, (targets.get(key) || new Set()).add(link.getAttribute("href")));
    }
    return [...targets].filter(([, where]) => where.size > 1).map(([key, where]) => [key, ...where]);
  },
  // 2.5.5 for what people are meant to press; axe sees to 24 pixels for the rest (2.5.8)
  small: () =>
    [...document.querySelectorAll(".btn, .call, .leave, .door, .tick, .pill, .choice, summary, .tap, select, textarea")]
      .filter((e) => seen(e) && !e.hidden && e.getBoundingClientRect().height < 43.9)
      .map((e) => `${cut(e)} ${e.getBoundingClientRect().height}`),
  // 2.4.12 and 2.4.13 for the element that has the focus; null when none has
  focus: () => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const faults = [];
    const label = e.labels && e.labels[0];
    const box = [...e.getClientRects()][0];
    const [left, right] = [Math.max(box.left, 0) + 2, Math.min(box.right, innerWidth) - 2];
    const [top, bottom] = [box.top + 2, Math.min(box.bottom, box.top + 200) - 2];
    const middle = [(left + right) / 2, (top + bottom) / 2];
    for (const [x, y] of [middle, [left, top], [right, top], [left, bottom], [right, bottom]]) {
      const hit = document.elementFromPoint(x, y);
      const own = hit && (e.contains(hit) || hit.contains(e) || (label && label.contains(hit)));
      if (!own) faults.push(`covered at ${Math.round(x)},${Math.round(y)} by ${hit ? cut(hit) : "nothing"}`);
    }
    // The ring may be drawn by a parent, such as the label of a hidden box.
    const ringed = [e, label, e.parentElement].filter(Boolean)
      .find((node) => getComputedStyle(node).outlineStyle !== "none");
    if (!ringed) faults.push("no ring");
    else {
      const style = getComputedStyle(ringed);
      if (parseFloat(style.outlineWidth) < 2) faults.push(`ring ${style.outlineWidth}`);
      const outside = parseFloat(style.outlineOffset) >= 0 ? ringed.parentElement : ringed;
      // A ring, or the halo in the gap between ring and element: one of them shows on any ground.
      const halo = /^(rgba?\([^)]*\)) 0px 0px 0px (\d+)px$/.exec(style.boxShadow);
      const drawn = [style.outlineColor, ...(halo && halo[2] >= 2 ? [halo[1]] : [])];
      const strength = Math.max(...drawn.map((colour) => contrast(rgb(colour), ground(outside))));
      if (strength < 3) faults.push(`ring ${strength.toFixed(1)}:1`);
    }
    return [cut(e), faults];
  },
  // 1.4.11 when the reader's own colours take the place of ours: what can be pressed keeps an edge or a line
  edges: () =>
    [...document.querySelectorAll(".btn, .leave, .choice, .pill, .door, .call, input, select, textarea")]
      .filter((e) => seen(e) && !/hidden|checkbox|radio/.test(e.type || "") && !e.closest(".vh"))
      .filter((e) => {
        const style = getComputedStyle(e);
        const edge = ["Top", "Bottom", "Left", "Right"].some(
          (side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
        return !edge && !style.textDecorationLine.includes("underline") && style.outlineStyle === "none";
      })
      .map(cut),
  // Numbers to dial whose digits do not run from left to right.
  turned: () =>
    [...document.querySelectorAll('a[href^="tel:"], a[href^="sms:"]')].filter((link) => {
      const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const found = /\d[\d -]*\d/.exec(node.data);
        if (!found || node.parentElement.closest(".vh") || !seen(link)) continue;
        const [first, last] = [found.index, found.index + found[0].length - 1].map((index) => {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + 1);
          return range.getBoundingClientRect();
        });
        if (Math.abs(first.top - last.top) < 3 && first.left >= last.left) return true;
      }
      return false;
    }).map(cut),
  // 2.3.3
  moving: () => [
    ...document.getAnimations().map((a) => `runs: ${a.animationName || a.transitionProperty}`),
    ...[...document.querySelectorAll("body *")].filter((e) => {
      const style = getComputedStyle(e);
      return [...style.transitionDuration.split(","), ...style.animationDuration.split(",")]
        .some((time) => parseFloat(time) > 0.01);
    }).map(cut),
    ...(getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["smooth scrolling"] : []),
  ],
  // 3.3.1, 3.3.3: a list at the top that has the focus; each line leads to a field that is marked and says the same
  errors: () => {
    const summary = document.querySelector("main [role=alert]");
    if (!summary) return ["no list of mistakes"];
    const faults = document.activeElement === summary ? [] : ["the list has not the focus"];
    const links = [...summary.querySelectorAll("a[href^='#']")];
    if (!links.length) faults.push("no link to a field");
    for (const link of links) {
      const field = document.getElementById(link.hash.slice(1));
      if (!field) { faults.push(`${link.hash} leads nowhere`); continue; }
      const group = field.closest("fieldset");
      const about = [field, group].filter(Boolean).flatMap((e) => (e.getAttribute("aria-describedby") || "").split(" "));
      const said = about.map((id) => (document.getElementById(id) || {}).textContent || "").join(" ");
      const words = name(link).split(": ").pop();
      if (!said.includes(words.slice(-40))) faults.push(`${link.hash} does not say: ${name(link)}`);
      if (field.getAttribute("aria-invalid") !== "true" && !(group && group.querySelector("[aria-invalid=true]")))
        faults.push(`${link.hash} is not marked`);
    }
    return faults;
  },
};
