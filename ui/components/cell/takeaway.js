// What a reader takes away: the link, the trace as CSV, the drawing as SVG or PNG, and the cell as a PyTorch script
// that prints the same numbers.

import { GATES } from "./../lib/cells.js";
import { html, say } from "./../lib/dom.js";
import { saveFile, standaloneSvg, toPng } from "./../lib/files.js";

// Tidy: step, unit, quantity, value, both counted from 1, the start state as step 0; equal to Trace.to_frame() in lstm_core.
function traceCsv(v) {
  const lines = ["step,unit,quantity,value"];
  const add = (step, name, row) => row.forEach((value, u) => lines.push(`${step},${u + 1},${name},${value}`));
  const states = v.kind === "lstm" ? ["c", "h"] : ["h"];
  for (const name of states) add(0, name, v.run[name][0]);
  for (let t = 0; t < v.T; t++) {
    add(t + 1, "x", v.x[t]);
    for (const gate of GATES[v.kind]) add(t + 1, `z_${gate}`, v.run.z[gate][t]);
    for (const gate of GATES[v.kind]) add(t + 1, gate, v.run.gates[gate][t]);
    for (const name of states) add(t + 1, name, v.run[name][t + 1]);
  }
  return lines.join("\n") + "\n";
}

const SHORT = { input: "i", forget: "f", candidate: "g", output: "o", reset: "r", update: "z" };
const short = (kind, gate) => (kind === "gru" && gate === "candidate" ? "n" : SHORT[gate]);

const STEP = {
  lstm: ["z = W_ih @ x[t] + b_ih + W_hh @ h + b_hh", "i, f, g, o = z.chunk(4)  # PyTorch's order of rows",
    "i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()", "HOLD", "c = f * c + i * g", "WRITE", "h = o * c.tanh()"],
  gru: ["xr, xz, xn = (W_ih @ x[t] + b_ih).chunk(3)  # PyTorch's order of rows", "hr, hz, hn = (W_hh @ h + b_hh).chunk(3)", "r = (xr + hr).sigmoid()", "HOLD reset",
    "z = (xz + hz).sigmoid()", "HOLD update", "n = (xn + r * hn).tanh()", "HOLD candidate", "h = (1 - z) * n + z * h", "WRITE"],
  rnn: ["h = (W_ih @ x[t] + b_ih + W_hh @ h + b_hh).tanh()", "WRITE"],
};

const python = (v) => (Array.isArray(v) ? `[${v.map(python).join(", ")}]` : Number.isInteger(v) ? `${v}.0` : String(v));
const tensor = (rows) => `torch.tensor(${python(rows)})`;
const within = (hold) => (hold.stop === null ? `if t >= ${hold.start}:` : `if t == ${hold.start}:`);

function holdLines(v, holds, line) {
  if (line === "WRITE") {
    const memory = v.kind === "lstm" ? "c" : "h";
    return holds.filter((hold) => hold.action === "set").map((hold) => `${within(hold)} ${memory}[${hold.units[0]}] = ${hold.value}  # overwritten by hand`);
  }
  const only = line.split(" ")[1];
  return holds.filter((hold) => hold.action === "clamp" && (!only || hold.gate === only))
    .map((hold) => `${within(hold)} ${short(v.kind, hold.gate)}[${hold.units[0]}] = ${hold.value}  # held by hand`);
}

// Plain PyTorch, no import of ours. Steps count from 1 in what it prints.
function pytorchCode(v, holds) {
  const name = { lstm: "LSTM", gru: "GRU", rnn: "RNN" }[v.kind];
  const flat = (rows) => rows.flat();
  const lstm = v.kind === "lstm";
  const shown = [...(v.kind === "rnn" ? [] : GATES[v.kind].map((gate) => short(v.kind, gate))), ...(lstm ? ["c"] : []), "h"];
  const body = STEP[v.kind].flatMap((line) => (/^(HOLD|WRITE)/.test(line) ? holdLines(v, holds, line) : [line]));
  const state = lstm ? "(h[None], c[None])" : "h[None]";
  return [
    `import torch`, ``, `torch.set_default_dtype(torch.float64)`, ``,
    `x = ${tensor(v.x)}  # (T, D)`, `h = ${tensor(v.h0)}  # (H,)`, ...(lstm ? [`c = ${tensor(v.c0)}  # (H,)`] : []), ``,
    `net = torch.nn.${name}(${v.D}, ${v.H})`, `with torch.no_grad():`,
    ...[["weight_ih", "W_ih"], ["weight_hh", "W_hh"], ["bias_ih", "b_ih"], ["bias_hh", "b_hh"]].map(([theirs, ours]) => `    net.${theirs}_l0.copy_(${tensor(flat(v.cell[ours]))})`),
    `W_ih, W_hh, b_ih, b_hh = (p.detach() for p in net.parameters())`, `output = net(x, ${state})[0].detach()`, ``,
    `for t in range(len(x)):`, ...body.map((line) => `    ${line}`),
    `    values = {${shown.map((id) => `"${id}": ${id}`).join(", ")}}`,
    `    print(t + 1, {name: [round(v, 6) for v in value.tolist()] for name, value in values.items()})`, ``,
    holds.length ? `# With something held by hand, torch.nn.${name} itself gives the untouched run:` : `# torch.nn.${name} itself gives the same last h:`,
    `print("nn.${name}:", [round(v, 6) for v in output[-1].tolist()])`, ``,
  ].join("\n");
}

export function makeTakeaway(ctx) {
  const L = ctx.labels;
  const said = html("p", { class: "said", role: "status" });
  const link = html("input", { type: "text", readonly: true, "aria-label": L.link, "data-role": "link" });
  const code = html("textarea", { readonly: true, rows: 16, spellcheck: "false", "data-role": "code", "aria-label": L.code });
  const file = () => `${ctx.state().cell}-${ctx.state().t + 1}`;
  const copy = async (text, node) => {
    // Without https (a teacher's machine in a classroom) a browser has no clipboard to write to; then the text stands selected.
    try {
      await navigator.clipboard.writeText(text);
      say(said, L.copied);
    } catch {
      node.focus();
      node.select();
      say(said, L.copy_by_hand);
    }
  };
  const picture = () => standaloneSvg(ctx.root().querySelector("[data-role=diagram]"), getComputedStyle(ctx.root().host ?? ctx.root()).getPropertyValue("--st-background-color"));
  const button = (name, run) => html("button", { type: "button", class: "plain", "data-do": name, onclick: run }, L[`do_${name}`]);
  const node = html("details", { class: "take" }, html("summary", {}, L.take_away),
    html("div", { class: "row" }, link, button("copy_link", () => copy(link.value, link))),
    html("div", { class: "row tight" },
      button("csv", () => saveFile(`${file()}.csv`, traceCsv(ctx.view()), "text/csv")),
      button("svg", () => saveFile(`${file()}.svg`, picture(), "image/svg+xml")),
      button("png", async () => saveFile(`${file()}.png`, await toPng(picture()), "image/png"))),
    html("h3", {}, L.code), code,
    html("div", { class: "row tight" }, button("copy_code", () => copy(code.value, code)),
      button("py", () => saveFile(`${ctx.state().cell}.py`, code.value, "text/x-python"))), said);
  node.ontoggle = () => ctx.refresh();
  function update(v, s) {
    if (!node.open) return;
    link.value = ctx.link();
    const script = pytorchCode(v, s.holds);
    if (code.value !== script) code.value = script;
  }
  return { node, update };
}
