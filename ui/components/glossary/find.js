// Where terms stand in a text. A form within a longer one belongs to the longer one; abbreviations count only as they are written.

const REMEMBERED = 3000; // texts

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+");
const plainForm = (text) => text.toLowerCase().replace(/\s+/g, " ");
const isAbbreviation = (form) => /\p{Lu}{2}/u.test(form);

// terms: [{ forms: [...] }]. Returns text -> [{ start, end, term: its number }], in order.
export function makeFinder(terms) {
  const owners = new Map();
  terms.forEach(({ forms }, term) => forms.forEach((form) => { if (!owners.has(plainForm(form))) owners.set(plainForm(form), { term, form }); }));
  const longest = [...owners.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longest.map(escaped).join("|")})(?![\\p{L}\\p{N}])`, "giu");
  const known = new Map();

  function look(text) {
    const found = [];
    for (const match of text.matchAll(pattern)) {
      const { term, form } = owners.get(plainForm(match[0]));
      if (isAbbreviation(form) && match[0] !== form) continue;
      found.push({ start: match.index, end: match.index + match[0].length, term });
    }
    return found;
  }

  return (text) => {
    let found = known.get(text);
    if (!found) {
      if (known.size > REMEMBERED) known.clear();
      known.set(text, (found = look(text)));
    }
    return found;
  };
}
