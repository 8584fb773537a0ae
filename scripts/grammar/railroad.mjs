// In: the grammar. Out: a page of railroad diagrams, drawn as SVG in it; the page loads nothing.
import railroad from "railroad-diagrams";

const { Diagram, Sequence, Choice, Optional, ZeroOrMore, Terminal, NonTerminal } = railroad;

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color: #1b1f24; background: #fff; }
  nav { columns: 5 11rem; } nav a { display: block; } a { color: #0b57a4; }
  h2 { font: 600 1rem ui-monospace, monospace; margin: 2rem 0 0; } figure { margin: 0; overflow-x: auto; }
  table { border-collapse: collapse; } td, th { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; }
  code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
  svg path { stroke-width: 2; stroke: #57606a; fill: none; }
  svg text { font: 13px ui-monospace, monospace; text-anchor: middle; fill: #1b1f24; }
  svg rect { stroke-width: 2; stroke: #57606a; fill: #eaf5ea; } svg g.non-terminal rect { fill: #eef3fb; }
`;

/** For HTML's text and attributes. */
export const escapeHtml = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export function printRailroad(grammar) {
  const names = grammar.rules.map((rule) => rule.name);
  const links = names.map((name) => `<a href="#${escapeHtml(name)}">${escapeHtml(name)}</a>`).join("\n");
  const diagrams = grammar.rules.map((rule) => figure(rule, grammar)).join("\n");
  return `<!doctype html>
<!-- Generated from the parser by \`npm run grammar\`. -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The grammar of Tocsin</title>
<style>${style}</style>
</head>
<body>
<h1>The grammar of Tocsin</h1>
<p>Round boxes are words and signs as they are written; square ones are other rules, or kinds of tokens, which stand at the end.</p>
<nav>
${links}
</nav>
${diagrams}
<h2>Tokens</h2>
<table>
<tr><th>name</th><th>is</th></tr>
${tokenRows(grammar)}
</table>
</body>
</html>
`;
}

function figure(rule, grammar) {
  const name = escapeHtml(rule.name);
  const drawn = Diagram(...rule.definition.map((one) => draw(one, grammar)));
  const svg = drawn.format(10).toString().trim();
  const titled = svg.replace(/^<svg[^>]*>/, (tag) => `${tag}<title>${name}</title>`);
  return `<h2 id="${name}">${name}</h2>\n<figure>${titled}</figure>`;
}

function draw(one, grammar) {
  switch (one.type) {
    case "Terminal": {
      const { text, name } = grammar.tokens.get(one.name);
      return text === undefined ? named(name) : Terminal(text);
    }
    case "NonTerminal":
      return named(one.name);
    case "Option":
      return Optional(all(one.definition, grammar));
    case "Repetition":
      return ZeroOrMore(all(one.definition, grammar));
    case "Alternation":
      return Choice(0, ...one.definition.map((each) => all(each.definition, grammar)));
    default:
      throw new Error(`compiler bug: the grammar has a ${one.type}, which no diagram is drawn of`);
  }
}

/** The class is what tells kinds of boxes apart; the package sets none. */
function named(name) {
  const box = NonTerminal(name);
  box.attrs = { ...box.attrs, class: "non-terminal" };
  return box;
}

function all(pieces, grammar) {
  return pieces.length === 1 ? draw(pieces[0], grammar) : Sequence(...pieces.map((one) => draw(one, grammar)));
}

function tokenRows({ tokens }) {
  const shown = [...tokens.values()].filter(
    (one) => one.text === undefined && !/^(Foreign|Unclosed)|Numeric/.test(one.name),
  );
  return shown
    .map((one) => {
      const members = one.members
        .map((name) => `<code>${escapeHtml(tokens.get(name).text ?? name)}</code>`)
        .join(" or ");
      const is =
        members || (one.pattern === undefined ? escapeHtml(one.label) : `<code>/${escapeHtml(one.pattern)}/</code>`);
      return `<tr id="${escapeHtml(one.name)}"><td><code>${escapeHtml(one.name)}</code></td><td>${is}</td></tr>`;
    })
    .join("\n");
}
