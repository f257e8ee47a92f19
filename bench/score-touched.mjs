// Does `try` tell whether an import is used while booting, as a hand check does? `node bench/score-touched.mjs DIR [NAME…]`
// DIR holds a folder for each program of touched-by-hand.json, where `npm install` has put its package. By hand: in a
// copy, a call that logs was put before each read of the imported names, and the program was booted. Exits 1 where one
// is told otherwise, or cannot be tried.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { runTool } from './run-tool.mjs';
import { markdownTable } from './table.mjs';

const [folder, ...only] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node bench/score-touched.mjs DIR [NAME…]');
const known = JSON.parse(readFileSync(new URL('touched-by-hand.json', import.meta.url), 'utf8'));
const programs = known.filter(({ name }) => only.length === 0 || only.includes(name));
const rows = programs.flatMap(scoreProgram);
console.log(markdownTable(['program', 'import', '>retained ms', 'by hand', 'by try', 'place'], rows));
const wrong = rows.filter(([, , , byHand, byTry]) => byHand !== byTry).length;
console.log(`${rows.length - wrong} of ${rows.length} agree`);
process.exitCode = rows.length === 0 || wrong > 0 ? 1 : 0;

function scoreProgram({ name, entry, args, files, edges }) {
  const root = join(resolve(folder), name);
  for (const [file, text] of Object.entries(files ?? {})) writeFileSync(join(root, file), text);
  const boot = { file: entry, run: ['node', entry, ...args], ready: 'exit' };
  writeFileSync(
    join(root, 'import-budget.config.json'),
    JSON.stringify({ entries: { [basename(name)]: boot } }),
  );
  return edges.map(({ from, to, retainedMs, byHand }) => {
    const { report, stderr } = runTool(['try', `${from}>${to}`, '--max-time', '3s'], root);
    const measured = report?.tried?.[0]?.measurement;
    const told = measured === undefined ? (report?.error?.code ?? stderr) : verdictOf(measured);
    const by = measured?.touched[0]?.by;
    return [name, `${from} > ${to}`, retainedMs.toFixed(0), byHand, told, by ? `${by.file}:${by.line}` : '-'];
  });
}

function verdictOf({ touched, skipped = [] }) {
  if (skipped.length > 0) return `not tried: ${skipped[0].why}`;
  return touched.length > 0 ? 'touched' : 'untouched';
}
