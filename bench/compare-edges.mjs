// Our edges against esbuild's metafile, pair of files by pair of files:
// `node bench/compare-edges.mjs TREE ENTRY… [--scope all] [--peers-dir DIR] [--tsconfig FILE] [--examples N] [--json]`.
// Every difference gets a cause; exits 1 where one has none, or where the two resolve a specifier differently.
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPeers } from './install.mjs';
import { ownReport, runtimeGraph } from './own.mjs';
import { PEERS } from './peers.mjs';
import { prepare, rowsOf } from './rows.mjs';
import { alignedTable } from './table.mjs';
import { usableTsconfig } from './tsconfig.mjs';

const UNEXPLAINED = 'unexplained';
const ELSEWHERE = 'the same specifier leads to another file';
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scope: { type: 'string', default: 'project' },
    'peers-dir': { type: 'string' },
    tsconfig: { type: 'string' },
    examples: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});

if (positionals.length < 2) {
  console.error('usage: node bench/compare-edges.mjs TREE ENTRY… [--scope all] [--examples N] [--json]');
  process.exitCode = 2;
} else {
  try {
    await main(realpathSync(positionals[0]), positionals.slice(1));
  } catch (error) {
    console.error(`error: ${error.message}`);
    process.exitCode = 2;
  }
}

async function main(root, given) {
  const entries = given.map((entry) => relative(root, resolve(root, entry)).replaceAll('\\', '/'));
  const report = ownReport(root, entries);
  const { metafile, adapted } = await esbuildMetafile(root, entries);
  const ours = {
    ...runtimeGraph(report, flags.scope === 'all' ? undefined : ['project']),
    edges: report.edges,
  };
  const theirs = theirGraph(metafile, entries);
  const result = compare(ours, theirs, root);
  if (flags.json) console.log(JSON.stringify({ ...result, adapted }, null, 1));
  else print(result, adapted);
  if ([result.onlyOurs, result.onlyTheirs].some((side) => side[UNEXPLAINED] || side[ELSEWHERE]))
    process.exitCode = 1;
}

/** Runs esbuild as the benchmark does, leaving out what it cannot load. */
async function esbuildMetafile(root, entries) {
  const peersDir = flags['peers-dir'] ? resolve(flags['peers-dir']) : installPeers();
  const work = mkdtempSync(join(tmpdir(), 'import-budget-bench-'));
  try {
    const tsconfig = usableTsconfig(root, flags.tsconfig, join(work, 'tsconfig')).file;
    const target = { root, entries, scope: flags.scope, tsconfig };
    const esbuild = PEERS.filter((peer) => peer.name === 'esbuild');
    const row = rowsOf(target, esbuild, { peersDir, work }).find((each) => each.name === 'esbuild');
    await prepare(row, { root, work, timeoutSeconds: 600 });
    if (row.failed !== undefined) throw new Error(`esbuild failed: ${row.failed}`);
    return {
      metafile: JSON.parse(readFileSync(join(work, 'out-esbuild', 'meta.json'), 'utf8')),
      adapted: row.adapted,
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The metafile in the shape of our graph: files, and `from\0to` -> the edges between them. */
function theirGraph({ inputs }, entries) {
  const pairs = new Map();
  const external = new Set();
  const specifiers = new Set();
  for (const [from, { imports }] of Object.entries(inputs))
    for (const edge of imports) {
      specifiers.add(`${file(from)}\0${edge.original}`);
      if (edge.external) external.add(`${from}\0${edge.path}`);
      else
        push(pairs, key({ from: file(from), to: file(edge.path) }), {
          ...edge,
          from: file(from),
          to: file(edge.path),
        });
    }
  return {
    files: new Set(Object.keys(inputs).map(file)),
    pairs,
    external,
    specifiers,
    reached: reachable(entries, [...pairs.values()].flat()),
  };
}

/** Files that the edges lead to: esbuild also bundles what a computed specifier can mean, and lists no edge for it. */
function reachable(entries, edges) {
  const next = new Map();
  for (const edge of edges) push(next, edge.from, edge);
  const seen = new Set(entries);
  for (const from of seen) for (const { to } of next.get(from) ?? []) seen.add(to);
  return seen;
}

/** An asset may be imported with a query, which esbuild keeps. */
function file(path) {
  return path.replace(/[?#].*$/, '');
}

function key({ from, to }) {
  return `${from}\0${to}`;
}

function push(map, name, value) {
  const list = map.get(name);
  if (list) list.push(value);
  else map.set(name, [value]);
}

function compare(ours, theirs, root) {
  const both = {};
  const onlyOurs = {};
  const onlyTheirs = {};
  for (const [pair, edges] of ours.pairs) {
    const match = theirs.pairs.get(pair);
    if (match) add(both, `${edges[0].timing} / ${match[0].kind}`, edges[0]);
    else add(onlyOurs, whyOnlyOurs(edges, ours, theirs), edges[0]);
  }
  // An edge that ours has as erased, by importer and specifier or by pair.
  const erased = new Set();
  const unresolved = new Set();
  const specifiers = new Set();
  for (const edge of ours.edges) {
    specifiers.add(`${edge.from}\0${edge.specifier}`);
    if (edge.timing === 'erased') erased.add(key(edge));
    if (ours.modules.get(edge.to)?.origin === 'unresolved') unresolved.add(`${edge.from}\0${edge.specifier}`);
  }
  for (const [pair, edges] of theirs.pairs)
    if (!ours.pairs.has(pair))
      add(
        onlyTheirs,
        whyOnlyTheirs(edges[0], pair, { ours, theirs, erased, unresolved, specifiers, root }),
        edges[0],
      );
  return {
    counts: {
      ours: { files: ours.files.size, edges: ours.pairs.size },
      esbuild: { files: theirs.files.size, edges: theirs.pairs.size },
      both: [...ours.pairs.keys()].filter((pair) => theirs.pairs.has(pair)).length,
    },
    both: Object.fromEntries(Object.entries(both).map(([kinds, edges]) => [kinds, edges.length])),
    onlyOurs,
    onlyTheirs,
  };
}

function whyOnlyOurs(edges, ours, theirs) {
  const [edge] = edges;
  const { from, to, specifier, kind } = edge;
  if (edges.every((each) => each.timing === 'reference'))
    return `only a reference (${kind}): esbuild does not follow it`;
  if (!theirs.files.has(from)) return 'below another difference';
  if (['create-require', 'module-require', 'preload'].includes(kind))
    return `${kind}: esbuild does not know it`;
  if (specifier.includes('*')) return 'a template, expanded to the files it can mean';
  if (theirs.external.has(`${from}\0${specifier}`))
    return 'external to esbuild: left out, or type-only to it';
  if (ours.modules.get(to)?.format === 'asset') return 'asset';
  if (theirs.specifiers.has(`${from}\0${specifier}`)) return ELSEWHERE;
  return UNEXPLAINED;
}

function whyOnlyTheirs(edge, pair, { ours, theirs, erased, unresolved, specifiers, root }) {
  if (erased.has(pair)) return 'type-only: erased in ours';
  if (!theirs.reached.has(edge.from))
    return 'below a computed specifier, which esbuild expands to all files it can mean';
  if (!ours.files.has(edge.from)) return 'below another difference';
  if (unresolved.has(`${edge.from}\0${edge.original}`)) return 'unresolved in ours';
  if (edge.path.startsWith('(disabled):')) return 'switched off by a browser field';
  if (edge.kind === 'require-resolve') return 'only a reference (require.resolve)';
  if (!existsSync(join(root, edge.to))) return 'not a file';
  if (specifiers.has(`${edge.from}\0${edge.original}`)) return ELSEWHERE;
  return UNEXPLAINED;
}

function add(groups, cause, edge) {
  const { from, to, line, timing, kind } = edge;
  (groups[cause] ??= []).push({ from, to, ...(line ? { line, timing } : {}), kind });
}

function print({ counts, both, onlyOurs, onlyTheirs }, adapted) {
  const rows = ['ours', 'esbuild'].map((who) => [who, String(counts[who].files), String(counts[who].edges)]);
  console.log(alignedTable(['', '>files', '>edges'], rows));
  console.log(`\nedges in both: ${counts.both} (our timing / kind in esbuild)`);
  for (const [kinds, count] of Object.entries(both)) console.log(`  ${String(count).padStart(7)}  ${kinds}`);
  printSide('only ours', onlyOurs);
  printSide('only esbuild', onlyTheirs);
  if (adapted.length > 0) console.log(`\nesbuild was told to leave out ${adapted.join(', ')}`);
}

function printSide(title, groups) {
  const total = Object.values(groups).reduce((sum, edges) => sum + edges.length, 0);
  console.log(`\n${title}: ${total}`);
  for (const [cause, edges] of Object.entries(groups).toSorted((a, b) => b[1].length - a[1].length)) {
    console.log(`  ${String(edges.length).padStart(7)}  ${cause}`);
    for (const { from, to, line, timing, kind } of edges.slice(0, Number(flags.examples)))
      console.log(
        `             ${from}${line ? `:${line}` : ''} -> ${to} (${timing ? `${timing}, ` : ''}${kind})`,
      );
  }
}
