// Which lines of a file changed although no cut import or use of it stands there.

/** What changed without need, or was spoilt: line ends, marks, tabs. */
export function needless(ts, { file, cuts, before, after }) {
  const found = [];
  const add = (kind, text) => found.push({ kind, text });
  if (before.startsWith('\uFEFF') !== after.startsWith('\uFEFF')) add('byte order mark', '');
  const crlf = before.includes('\r\n');
  if (crlf ? /[^\r]\n/.test(after) && !/[^\r]\n/.test(before) : after.includes('\r')) add('line ends', '');
  if (before.endsWith('\n') !== after.endsWith('\n')) add('end of file', '');
  const root = ts.createSourceFile(file, before, ts.ScriptTarget.Latest, true);
  const may = linesOf(ts, root, cuts);
  const [was, is] = [before.split('\n'), after.split('\n')];
  const { removed, added } = difference(was, is);
  // Of equal lines any may be the one that the difference calls removed.
  const texts = new Set([...may].map((at) => was[at]));
  for (const at of removed)
    if (!texts.has(was[at]) && was[at].trim() !== '')
      add('line', `${at + 1}: ${was[at].trim().slice(0, 90)}`);
  const widest = Math.max(100, ...was.map((line) => line.length));
  for (const at of added) {
    if (is[at].length > widest) add('width', `${is[at].length}: ${is[at].trim().slice(0, 140)}`);
    if (/\s$/.test(is[at].replace(/\r$/, ''))) add('space at the end', is[at]);
    if (/;;/.test(is[at]) && !before.includes(is[at].trim())) add('two semicolons', is[at]);
    if (is[at].startsWith('\t') && !/^\t/m.test(before)) add('tab', is[at]);
  }
  return found;
}

/** Lines of the cut imports with their comments, of uses, and where arrow functions get braces. */
function linesOf(ts, root, cuts) {
  const lines = new Set();
  const line = (position) => root.getLineAndCharacterOfPosition(position).line;
  const cover = (start, end) => {
    for (let at = line(start); at <= line(end); at++) lines.add(at);
  };
  const names = new Set();
  for (const statement of root.statements) {
    if (
      !cuts.some(({ edge }) => line(statement.getStart()) < edge.line && edge.line - 1 <= line(statement.end))
    )
      continue;
    cover(statement.getFullStart(), statement.end);
    const visit = (node) => {
      if (ts.isIdentifier(node)) names.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(statement);
  }
  const visit = (node) => {
    if (ts.isIdentifier(node) && names.has(node.text)) {
      lines.add(line(node.getStart()));
      for (let at = node; at.parent; at = at.parent) {
        if (ts.isArrowFunction(at) && !ts.isBlock(at.body)) {
          lines.add(line(at.body.getStart()));
          lines.add(line(at.body.end));
        }
        if (ts.isIfStatement(at.parent) && at.parent.expression !== at && !ts.isBlock(at))
          cover(at.parent.getStart(), at.end);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return lines;
}

/** Longest common subsequence of the lines between the equal beginning and end. */
function difference(was, is) {
  let head = 0;
  while (head < was.length && head < is.length && was[head] === is[head]) head++;
  let tail = 0;
  while (tail < Math.min(was.length, is.length) - head && was.at(-1 - tail) === is.at(-1 - tail)) tail++;
  const [n, m] = [was.length - tail - head, is.length - tail - head];
  const width = m + 1;
  const best = new Uint32Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      best[i * width + j] =
        was[head + i] === is[head + j]
          ? best[(i + 1) * width + j + 1] + 1
          : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
  const [removed, added] = [[], []];
  let [i, j] = [0, 0];
  while (i < n || j < m) {
    if (i < n && j < m && was[head + i] === is[head + j]) {
      i++;
      j++;
    } else if (i < n && (j === m || best[(i + 1) * width + j] >= best[i * width + j + 1]))
      removed.push(head + i++);
    else added.push(head + j++);
  }
  return { removed, added };
}
