const COLORS = ['#3b4048', '#f7768e', '#9ece6a', '#e0af68', '#7aa2f7', '#bb9af7', '#7dcfff', '#c8ccd4'];
const BRIGHT = ['#8b929e', '#ff8fa3', '#b5e07f', '#f0c58a', '#99b8ff', '#cdb2ff', '#9adfff', '#ffffff'];
// eslint-disable-next-line no-control-regex
const SEQUENCE = /\u001b\[([\d;]*)m/g;

/**
 * A page that looks as a terminal does.
 *
 * @param command what was typed
 * @param output what it printed, with its colours as ANSI sequences (SGR; ECMA-48, 8.3.117)
 */
export function terminalPage(command, output) {
  return `<!doctype html><meta charset="utf-8"><style>
html, body { margin: 0; background: #1a1d23; }
main { padding: 20px 24px; font: 14.95px/1.35 'DejaVu Sans Mono', Menlo, Consolas, monospace; color: #c8ccd4; }
pre { margin: 0; font: inherit; }
.prompt { color: #8b929e; }
</style><main><pre><span class="prompt">$ </span>${escape(command.replace(' -- ', ' -- \\\n    '))}\n${spans(output.trimEnd())}</pre></main>`;
}

function spans(text) {
  let style = {};
  let at = 0;
  let html = '';
  const put = (words) => {
    if (words === '') return;
    const css = Object.entries(style).map(([name, value]) => `${name}:${value}`);
    html += css.length === 0 ? escape(words) : `<span style="${css.join(';')}">${escape(words)}</span>`;
  };
  for (const match of text.matchAll(SEQUENCE)) {
    put(text.slice(at, match.index));
    at = match.index + match[0].length;
    for (const code of match[1].split(';')) style = styleAfter(style, Number(code));
  }
  put(text.slice(at));
  return html;
}

function styleAfter(style, code) {
  if (code === 0) return {};
  if (code === 1) return { ...style, 'font-weight': 'bold' };
  if (code === 2) return { ...style, opacity: '0.65' };
  if (code === 4) return { ...style, 'text-decoration': 'underline' };
  if (code === 22) return without(without(style, 'font-weight'), 'opacity');
  if (code === 24) return without(style, 'text-decoration');
  if (code === 39) return without(style, 'color');
  if (code >= 30 && code <= 37) return { ...style, color: COLORS[code - 30] };
  if (code >= 90 && code <= 97) return { ...style, color: BRIGHT[code - 90] };
  return style;
}

function without(style, name) {
  return Object.fromEntries(Object.entries(style).filter(([each]) => each !== name));
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
