// Making and changing nodes: attributes are only written when they differ, so that a still picture costs nothing.

const SVG_NS = "http://www.w3.org/2000/svg";

function fill(node, attrs, children) {
  for (const [name, value] of Object.entries(attrs)) {
    if (name.startsWith("on")) node[name] = value;
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function svg(name, attrs = {}, ...children) {
  return fill(document.createElementNS(SVG_NS, name), attrs, children);
}

export function html(name, attrs = {}, ...children) {
  return fill(document.createElement(name), attrs, children);
}

export function write(node, name, value) {
  const text = String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function toggle(node, name, on) {
  if (node.classList.contains(name) !== on) node.classList.toggle(name, on);
}

// "Step {t} of {T}" with the values filled in.
export function fillIn(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// Prose from a lesson file: paragraphs apart by blank lines, *emphasis* within them; always text, never markup.
export function paragraphs(text) {
  return text.trim().split(/\n\s*\n/).map((block) =>
    html("p", {}, ...block.replace(/\n/g, " ").split("*").map((piece, k) =>
      k % 2 ? html("em", {}, piece) : document.createTextNode(piece))));
}
