// The terms of a page, found while the browser has nothing else to do, and underlined without touching a node of the page:
// by CSS highlights, whose ranges lie beside the document. Drawings are left out, so what moves costs nothing.

const NAME = "lesson-terms";
const CALM = 400; // ms at least between two searches
const SLICE = 3; // ms of searching at once, at least
const LEFT_OUT = "svg, canvas, input, textarea, select, button, a, h1, code, pre, script, style, .katex, dialog, [contenteditable], [aria-hidden=true], [data-no-terms]";
const EMPHASIS = "b, strong, i, em"; // may begin or end within a term
const STYLE = `::highlight(${NAME}) { text-decoration: underline dotted 1px; text-underline-offset: 3px; }`;

const later = (work) => (globalThis.requestIdleCallback ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(() => work({ timeRemaining: () => 0 }), 60));

function holderOf(node) {
  let holder = node.parentNode;
  while (holder.matches?.(EMPHASIS)) holder = holder.parentNode;
  return holder;
}

// own: the root of the component itself, not searched. Returns { seek(finder), at(node, offset), has(element), found(), leave() }.
export function makeMarks(own) {
  const canMark = Boolean(globalThis.CSS?.highlights && globalThis.Highlight && globalThis.StaticRange);
  const sheet = canMark ? new CSSStyleSheet() : null;
  sheet?.replaceSync(STYLE);
  let finder = null;
  let hits = new Map(); // text node -> [{ start, end, term }]
  let parents = new WeakSet(); // elements with such a node in them
  let [waits, last, pressed, walking, changed, left] = [false, 0, false, false, false, false];

  function dress(root) {
    if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  // The texts of a tree: each the list of its nodes, more than one where a part of it is bold or slanted.
  function* texts(root) {
    let [text, holder, apart] = [[], null, false];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      apart ||= !node.matches(EMPHASIS);
      if (node.matches(LEFT_OUT)) return NodeFilter.FILTER_REJECT;
      return node.shadowRoot ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
    });
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType !== Node.TEXT_NODE) {
        if (node.shadowRoot === own) continue;
        dress(node.shadowRoot);
        yield* texts(node.shadowRoot);
        continue;
      }
      const its = holderOf(node);
      if (apart || its !== holder) {
        if (text.length) yield text;
        text = [];
      }
      text.push(node);
      [holder, apart] = [its, false];
    }
    if (text.length) yield text;
  }

  // Keeps what was found in a text with the nodes in which it stands.
  function keep(text, found, newHits, newParents) {
    let before = 0;
    for (const node of text) {
      const { length } = node.data;
      const here = found.map(({ start, end, term }) => ({ start: Math.max(0, start - before), end: Math.min(length, end - before), term })).filter(({ start, end }) => start < end);
      before += length;
      if (!here.length) continue;
      newHits.set(node, here);
      newParents.add(node.parentNode);
    }
  }

  // One search of the whole page, in slices. What changes meanwhile is looked at in the next one.
  function walk() {
    const page = document.querySelector("[data-testid=stMain]");
    if (!page || !finder || left) return;
    walking = true;
    changed = false;
    dress(document);
    const nodes = texts(page);
    const [newHits, newParents] = [new Map(), new WeakSet()];
    const slice = (deadline) => {
      if (left) return;
      const until = performance.now() + Math.max(SLICE, deadline.timeRemaining() - 1);
      for (let step = nodes.next(); !step.done; step = nodes.next()) {
        const text = step.value.map((node) => node.data).join("");
        const found = text.length > 2 ? finder(text) : [];
        if (found.length) keep(step.value, found, newHits, newParents);
        if (performance.now() > until) {
          later(slice);
          return;
        }
      }
      [hits, parents] = [newHits, newParents];
      last = performance.now();
      walking = false;
      paint();
      if (changed) soon();
    };
    later(slice);
  }

  // Ranges that do not follow the document: those that follow it would make every change of a node dearer.
  function paint() {
    if (!canMark) return;
    const ranges = [...hits].flatMap(([node, found]) => found.map(({ start, end }) => new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end })));
    CSS.highlights.set(NAME, new Highlight(...ranges));
  }

  function soon() {
    changed = true;
    if (waits || pressed || walking) return;
    waits = true;
    setTimeout(() => {
      waits = false;
      if (!pressed) walk();
    }, Math.max(60, CALM - (performance.now() - last)));
  }

  // Only of the page itself: what is in the components' own trees is looked at when something happens around them.
  const watch = new MutationObserver(soon);
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  const onPress = () => { pressed = true; };
  const onRelease = () => { pressed = false; soon(); };
  const options = { capture: true, passive: true };
  addEventListener("pointerdown", onPress, options);
  for (const name of ["pointerup", "pointercancel", "keyup"]) addEventListener(name, onRelease, options);

  function leave() {
    watch.disconnect();
    left = true;
    removeEventListener("pointerdown", onPress, options);
    for (const name of ["pointerup", "pointercancel", "keyup"]) removeEventListener(name, onRelease, options);
    if (canMark) CSS.highlights.delete(NAME);
  }

  return {
    seek(next) { finder = next; soon(); },
    has: (element) => parents.has(element),
    at: (node, offset) => hits.get(node)?.find(({ start, end }) => start <= offset && offset <= end),
    // The numbers of the terms that can be seen now or by scrolling, in the order of the page.
    found: () => [...new Set([...hits].filter(([node]) => node.isConnected && (node.parentElement ?? node.parentNode.host)?.checkVisibility?.() !== false).flatMap(([, found]) => found.map(({ term }) => term)))],
    leave,
  };
}
