// Writes cuts into a real TypeScript tree, in memory, and asks the tree's own compiler what it thinks of them:
// `node bench/fix-tree.mjs DIR --entry FILE [--entry FILE…] [--project tsconfig.json] [--all FOLDER] [--only FILE:LINE]
// [--write]`. Every import that can be judged is cut alone, one a file and round, and then all of a file's together. It
// counts what was tried, what was refused and why, compile errors that were not there before, and lines that changed
// without need. `--write` leaves the files with all cuts in place, to build and test the tree.
import { readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Compiled } from './fix-tree-compiler.mjs';
import { needless } from './fix-tree-lines.mjs';
import { loadTool } from './fix-tree-tool.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    entry: { type: 'string', multiple: true, default: [] },
    all: { type: 'string' },
    project: { type: 'string', default: 'tsconfig.json' },
    only: { type: 'string' },
    classes: { type: 'string', default: 'free,mechanical,review' },
    write: { type: 'boolean', default: false },
    bulk: { type: 'boolean', default: true },
    single: { type: 'boolean', default: true },
    conditions: { type: 'string', multiple: true, default: [] },
    show: { type: 'string', default: '40' },
  },
  allowNegative: true,
});
const root = realpathSync(resolve(positionals[0] ?? '.'));
const show = Number(values.show);
const classes = new Set(values.classes.split(','));

const ts = createRequire(join(root, 'package.json'))('typescript');
const tool = await loadTool();
const compiled = new Compiled(ts, join(root, values.project));
const before = compiled.errors(compiled.files());
console.log(`typescript ${ts.version}, ${compiled.files().length} files, ${sum(before)} errors before`);

const entries = [...values.entry, ...(values.all === undefined ? [] : filesBelow(values.all))];
const { edges, moduleOf } = await tool.judge(root, entries, values.conditions);
const known = new Set(compiled.files().map((file) => relative(root, file)));
const mine = edges.filter(({ edge }) => known.has(edge.from) && isOnly(edge));
const judged = tally(mine.map(({ uses }) => (uses === null ? 'unknown' : uses.deferability)));
console.log(`${mine.length} imports at startup in files of the project:`, judged);

const tried = mine.filter(({ uses }) => uses !== null && classes.has(uses.deferability));
const written = values.single ? await alone() : tried.map((one) => ({ file: one.edge.from, cuts: [one] }));
if (values.single) checkOneByOne();
if (values.bulk) await together();

/** Each import cut by itself. */
async function alone() {
  const results = [];
  for (const one of tried) results.push(await tool.cut(root, moduleOf, [one]));
  reportRefused('refused', results);
  const made = results.filter(({ refused, after }) => refused === undefined && after !== undefined);
  const same = results.filter(({ refused, after }) => refused === undefined && after === undefined);
  report('nothing changed', same.map(place));
  console.log(`written: ${made.length}`, tally(made.map(({ cuts: [{ uses }] }) => shapeOf(uses))));
  reportNeedless('changed without need', made);
  return made;
}

/** One cut of every file at a time: what is wrong with one shows in its own file. */
function checkOneByOne() {
  const errors = [];
  const byFile = [...byFileOf(written).values()];
  const rounds = Math.max(0, ...byFile.map((list) => list.length));
  for (let round = 0; round < rounds; round++) {
    const now = byFile.flatMap((list) => list.slice(round, round + 1));
    compiled.replace(new Map(now.map(({ file, after }) => [join(root, file), after])));
    const found = compiled.errors(now.map(({ file }) => join(root, file)));
    for (const one of now) {
      for (const { code, text } of newErrors(before, found, join(root, one.file)))
        errors.push({
          kind: String(code),
          text: `${place(one).text} (${shapeOf(one.cuts[0].uses)}) ${text}`,
        });
    }
  }
  report('compile errors, one cut at a time', errors);
}

/** All cuts of each file that are not refused, and the whole project checked. */
async function together() {
  const all = [];
  const refused = [];
  for (const list of byFileOf(written).values()) {
    let cuts = list.flatMap((one) => one.cuts);
    for (let made; cuts.length > 0;) {
      made = await tool.cut(root, moduleOf, cuts);
      if (made.refused === undefined) {
        if (made.after !== undefined) all.push(made);
        break;
      }
      refused.push(made);
      const left = cuts.filter((one) => !made.ids.has(tool.idOf(one)));
      if (left.length === cuts.length) break;
      cuts = left;
    }
  }
  reportRefused('refused together', refused);
  const count = all.reduce((total, { cuts }) => total + cuts.length, 0);
  compiled.replace(new Map(all.map(({ file, after }) => [join(root, file), after])));
  const found = compiled.errors(compiled.files());
  const errors = compiled.files().flatMap((file) =>
    newErrors(before, found, file).map(({ code, text }) => ({
      kind: String(code),
      text: `${relative(root, file)} ${text}`,
    })),
  );
  report(`compile errors, ${count} cuts of ${all.length} files together`, errors);
  reportNeedless('changed without need, together', all);
  if (values.write) for (const { file, after } of all) writeFileSync(join(root, file), after);
}

function reportRefused(title, results) {
  report(
    title,
    results.flatMap(({ refused = [], cuts }) =>
      refused.map(({ kind, text }) => ({ kind: `${shapeOf(cuts[0].uses)}: ${kind}`, text })),
    ),
  );
}

function reportNeedless(title, made) {
  report(
    title,
    made.flatMap((one) =>
      needless(ts, one).map(({ kind, text }) => ({ kind, text: `${place(one).text} ${text}` })),
    ),
  );
}

function shapeOf({ deferability, action, shape }) {
  return [deferability, action, shape ?? ''].join(' ').trim();
}

function byFileOf(list) {
  const files = new Map();
  for (const one of list) files.set(one.file, [...(files.get(one.file) ?? []), one]);
  return files;
}

function isOnly({ from, line }) {
  if (values.only === undefined) return true;
  const [file, at] = values.only.split(':');
  return from === file && (at === undefined || Number(at) === line);
}

function filesBelow(folder) {
  const names = readdirSync(join(root, folder), { recursive: true });
  return names
    .map((name) => join(folder, name))
    .filter(
      (name) => /\.[cm]?tsx?$/.test(name) && !/\.d\.[cm]?ts$/.test(name) && !name.includes('node_modules'),
    )
    .filter((name) => compiled.files().includes(join(root, name)));
}

function newErrors(old, now, file) {
  const left = new Map();
  for (const { key } of old.get(file) ?? []) left.set(key, (left.get(key) ?? 0) + 1);
  return (now.get(file) ?? []).filter(({ key }) => {
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

function place({ cuts: [{ edge, uses }] }) {
  return {
    kind: `${uses.deferability} ${uses.action}`,
    text: `${edge.from}:${edge.line} '${edge.specifier}'`,
  };
}

function sum(errors) {
  return [...errors.values()].reduce((total, list) => total + list.length, 0);
}

function tally(names) {
  const counts = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function report(title, list) {
  console.log(`${title}: ${list.length}`, tally(list.map(({ kind }) => kind)));
  for (const { kind, text } of list.slice(0, show)) console.log(`  ${kind}: ${text}`);
}
