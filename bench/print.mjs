import { cpus, loadavg } from 'node:os';
import { METHOD } from './measure.mjs';
import { alignedTable, markdownTable } from './table.mjs';

/**
 * Prints one target's table and what a reader must know about it.
 *
 * @param result name, entries, scope, runs, rows, tsconfigReplaced
 * @param markdown a markdown table, instead of an aligned one
 */
export function print({ name, entries, scope, rows, tsconfigReplaced, runs }, markdown) {
  const base = (label) => rows.find((row) => row.name === `import-budget, ${label}`)?.cpuSeconds?.median;
  const ratio = (row, to) => (row.cpuSeconds && to ? (row.cpuSeconds.median / to).toFixed(2) : '-');
  const headers = [
    '',
    'version',
    '>CPU s',
    '>(min-max)',
    '>x cold',
    '>x warm',
    '>peak MiB',
    '>modules',
    '>edges',
  ];
  const cells = rows.map((row) => [
    row.name,
    row.version ?? '',
    row.cpuSeconds ? row.cpuSeconds.median.toFixed(2) : 'failed',
    row.cpuSeconds ? `${row.cpuSeconds.min.toFixed(2)}-${row.cpuSeconds.max.toFixed(2)}` : '-',
    ratio(row, base('cold')),
    ratio(row, base('warm')),
    row.peakMib ? row.peakMib.median.toFixed(0) : '-',
    String(row.modules ?? '-'),
    String(row.edges ?? '-'),
  ]);
  const { cpu, node, load } = machine();
  console.log(`\n${name}: ${entries.join(' + ')}`);
  console.log(`${scope === 'all' ? 'with' : 'without'} packages; median of ${runs} interleaved runs`);
  console.log(`${METHOD}\nNode ${node}, ${cpu}, load ${load}\n`);
  console.log((markdown ? markdownTable : alignedTable)(headers, cells));
  for (const line of notes(rows, tsconfigReplaced)) console.log(line);
}

function* notes(rows, tsconfigReplaced) {
  yield '';
  for (const row of rows) if (row.failed !== undefined) yield `- ${row.name} failed: ${row.failed}`;
  for (const row of rows) if (row.work) yield `- ${row.name}: ${row.work}${leftOut(row.adapted)}`;
  if (tsconfigReplaced) yield `- peers get a copy of the tsconfig without extends: ${tsconfigReplaced}`;
}

/** What a peer had to be told to leave out to come through. */
function leftOut(adapted) {
  if (adapted.length === 0) return '';
  const more = adapted.length > 5 ? ` and ${adapted.length - 5} more` : '';
  return `; told to leave out ${adapted.slice(0, 5).join(', ')}${more}`;
}

/** What the figures depend on: processors, Node, and how busy the machine is (1, 5, 15 minutes). */
export function machine() {
  const list = cpus();
  return {
    cpu: `${list.length} x ${list[0]?.model.trim() ?? 'unknown'}`,
    node: process.version,
    load: loadavg()
      .map((each) => each.toFixed(1))
      .join(' '),
  };
}
