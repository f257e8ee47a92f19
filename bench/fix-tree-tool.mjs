// The parts of import-budget that judge and write cuts, compiled for bench/fix-tree.mjs alone: the built tool joins its
// modules into chunks.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const PARTS = [
  'commands/analysis',
  'commands/fix-changes',
  'commands/plain-entry',
  'commands/suggest-request',
  'io/host',
];
const LOADED = new Set(['import', 'import-equals', 'require', 'create-require']);

export async function loadTool() {
  // Beside the sources: their packages are looked up from there.
  const folder = mkdtempSync(fileURLToPath(new URL('../node_modules/.fix-tree-', import.meta.url)));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const source = (name) => fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));
  const lines = PARTS.map((name) => `export * from ${JSON.stringify(source(name))};`);
  writeFileSync(join(folder, 'all.mjs'), lines.join('\n'));
  const bundle = await rolldown({
    input: join(folder, 'all.mjs'),
    platform: 'node',
    external: /^[^./]/,
    logLevel: 'silent',
  });
  await bundle.write({ dir: join(folder, 'out'), format: 'esm' });
  await bundle.close();
  const parts = await import(pathToFileURL(join(folder, 'out/all.js')).href);
  return { judge: (...given) => judge(parts, ...given), cut: (...given) => cut(parts, ...given), idOf };
}

/** Every import that runs while a file of the project is evaluated, with what its uses tell. */
async function judge({ analyseEntries, plainEntry, suggestRequests, processHost }, root, files, conditions) {
  const flags = {
    version: 'bench',
    root,
    configCode: false,
    entry: [],
    conditions: [],
    cache: false,
    quiet: true,
  };
  const entries = files.map((file) => ({ ...plainEntry(file, file), conditions }));
  const { groups } = await analyseEntries(processHost(process), flags, root, entries);
  const maker = await suggestRequests(root, 20);
  const [{ built, entries: analysed }] = groups;
  const { graph } = built;
  const costs = { graph, startup: new Uint8Array(graph.modules.length), ms: null, lexMs: null, causes: [] };
  const { usesOf } = maker(groups[0], analysed[0], entries[0], costs);
  const edges = graph.edges.flatMap((edge, number) => {
    const isOurs = graph.modules[graph.edgeFrom[number]].origin === 'project';
    if (!isOurs || !LOADED.has(edge.kind) || !/^(?:eager|conditional)$/.test(edge.timing)) return [];
    return [{ edge, uses: usesOf(number) }];
  });
  const moduleOf = (id) => {
    const node = graph.index.get(id);
    return node === undefined ? undefined : graph.modules[node];
  };
  return { edges, moduleOf };
}

/** Cuts imports of one file; nothing is written. */
async function cut({ makeChanges }, root, moduleOf, cuts) {
  const file = cuts[0].edge.from;
  const candidates = cuts.map((one) => ({ ...one.uses, id: idOf(one), edges: [one.edge] }));
  try {
    const [change] = await makeChanges({ root, moduleOf, cuts: candidates });
    return { file, cuts, before: readFileSync(join(root, file), 'utf8'), after: change?.after };
  } catch (error) {
    const ids = new Set([...error.message.matchAll(/^(\S+) is not written:/gm)].map(([, id]) => id));
    if (ids.size === 0)
      return { file, cuts, ids, refused: [{ kind: 'crash', text: `${file} ${error.stack}` }] };
    // One line a cut: its first reason.
    const lines = [...error.message.matchAll(/^(\S+) is not written:\n {2}(.*)/gm)];
    const refused = lines.map(([, id, line]) => ({ kind: kindOf(line), text: `${id} ${line}` }));
    return { file, cuts, ids, refused };
  }
}

function idOf({ edge, uses }) {
  return `${uses.action}:${edge.from}:${edge.line}`;
}

function kindOf(line) {
  return line
    .trim()
    .replace(/\S+:\d+(:\d+)?/g, '')
    .replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '…')
    .replace(/\b(?:require|import)\(.*\)/, 'require(…)')
    .slice(0, 90);
}
