import type { BootFailure, BootTrace, ModuleVisit } from '../../model/boot.ts';
import { ownMs } from '../boot-tree.ts';
import { commandLine as typed, processWords, untilWords } from '../boot-words.ts';
import { bytes, count, millis, plural, VISIBLE_MS } from '../numbers.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { code, folded, limited, moduleLink, moreLine, output, section, table, type Place } from './parts.ts';
import type { EntryView } from './view.ts';

const MODULES_SHOWN = 25;
const PACKAGES_SHOWN = 25;
const PROCESSES_SHOWN = 20;

/** The boot as a picture, with its twins in tables; null where nothing was booted. */
export function bootSection(view: EntryView): MarkupElement | null {
  const { boot } = view;
  if (boot === undefined) return null;
  return section(
    view,
    'boot',
    'The boot, module by module',
    h('p', { class: 'quiet' }, code(typed(boot.command)), `, ${untilWords(boot)}`),
    boot.failure !== null && failurePart(boot.failure),
    boot.modules.length > 0 && [
      h('div', { 'data-mount': 'icicle' }),
      folded('The heaviest modules as a table', heaviestTable(boot, view)),
      folded('By package', packagesTable(view)),
    ],
    outside(boot),
    processes(boot),
    memory(boot, view),
  );
}

function failurePart(failure: BootFailure): MarkupElement {
  const printed = failure.stderr || failure.stdout;
  return h(
    'div',
    { class: 'finding error' },
    h('p', { class: 'title' }, failure.message),
    h('p', { class: 'next' }, failure.hint),
    printed !== '' && folded('The end of its output', output(printed, 'The end of its output')),
  );
}

function heaviestTable({ modules }: BootTrace, place: Place): Children {
  const sorted = modules.toSorted((a, b) => b.retainedMs - a.retainedMs || a.order - b.order);
  const { shown, more } = limited(sorted, MODULES_SHOWN);
  const columns = [
    { title: 'module' },
    { title: 'goes with it, ms', numeric: true },
    { title: 'modules', numeric: true },
    { title: 'total, ms', numeric: true },
    { title: 'own, ms', numeric: true },
    { title: 'first imported by' },
  ];
  const row = (visit: ModuleVisit) => [
    moduleLink(visit.id, place),
    millis(visit.retainedMs),
    count(visit.retainedModules),
    millis(visit.totalMs),
    millis(ownMs(visit)),
    visit.importer === null ? '' : moduleLink(visit.importer, place),
  ];
  return [
    table('The heaviest modules', columns, shown.map(row)),
    moreLine(more, ' in the table of all modules'),
  ];
}

function packagesTable(view: EntryView): Children {
  const { shown, more } = limited(view.packages, PACKAGES_SHOWN);
  const columns = [
    { title: 'package' },
    { title: 'goes with it, ms', numeric: true },
    { title: 'own, ms', numeric: true },
    { title: 'modules', numeric: true },
    { title: 'comes in at' },
  ];
  const rows = shown.map(({ name, retainedMs, ownMs: own, modules, door }) => [
    name,
    millis(retainedMs),
    millis(own),
    count(modules),
    door === null ? '' : [moduleLink(door.from, view), door.via === null ? '' : ` via ${door.via}`],
  ]);
  return [table('Packages of this boot', columns, rows), moreLine(more)];
}

function outside({ outside, modules }: BootTrace): Children {
  if (modules.length === 0) return null;
  const parts = [
    ["Node's own boot", outside.nodeMs],
    ['module loader', outside.loaderMs],
    ['after evaluation, waits included', outside.afterMs],
  ] as const;
  const known = parts.filter(([, ms]) => ms >= VISIBLE_MS).map(([name, ms]) => `${name} ${millis(ms)} ms`);
  return known.length === 0 ? null : h('p', { class: 'quiet' }, `Outside all modules: ${known.join(', ')}.`);
}

function processes({ processes }: BootTrace): Children {
  if (processes.length === 0) return null;
  const { shown, more } = limited(processes, PROCESSES_SHOWN);
  const columns = [
    { title: 'process' },
    { title: 'kind' },
    { title: 'CPU, ms', numeric: true },
    { title: 'modules', numeric: true },
    { title: '' },
  ];
  const rows = shown.map(({ title, kind, cpuMs, modules, left }) => [
    code(title),
    processWords(kind),
    cpuMs === null ? '' : millis(cpuMs),
    modules === 0 ? '' : count(modules),
    left ? 'still running' : '',
  ]);
  return folded(
    `Also started: ${plural(processes.length, 'process', 'processes')}, not part of the figures`,
    table('Other processes', columns, rows),
    moreLine(more),
  );
}

function memory({ memory }: BootTrace, place: Place): Children {
  if (memory === null || memory.length === 0) return null;
  const sorted = memory.toSorted((a, b) => (b.heapBytes ?? -1) - (a.heapBytes ?? -1));
  const columns = [
    { title: 'dependency' },
    { title: 'heap', numeric: true },
    { title: 'buffers', numeric: true },
    { title: 'imported by' },
  ];
  const rows = sorted.map(({ specifier, heapBytes, externalBytes, importer, problem }) => [
    specifier,
    heapBytes === null ? (problem ?? '') : bytes(heapBytes),
    externalBytes === null ? '' : bytes(externalBytes),
    moduleLink(importer, place),
  ]);
  return folded('Memory by dependency', table('Memory by dependency', columns, rows));
}
