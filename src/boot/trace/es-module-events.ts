import type { ModuleFormat } from '../../model/module-graph.ts';
import { EVENT } from '../protocol.ts';
import { claimLoad } from './common-js-events.ts';
import { addImporter, begin, end, see, type ModuleRow } from './module-table.ts';
import { presentRoot, type EventReader, type OpenResolution, type Reading } from './reading.ts';
import type { Cost } from './traced-module.ts';

/** Readers of the events of Node's ES module loader, by type. */
export const ES_MODULE_EVENTS: Readonly<Record<number, EventReader>> = {
  [EVENT.resolve]: resolve,
  [EVENT.resolveEnd]: resolveEnd,
  [EVENT.read]: read,
  [EVENT.readPause]: readPause,
  [EVENT.readEnd]: readEnd,
  [EVENT.translate]: translate,
  [EVENT.translateEnd]: ({ stack }, a) => void stack.pop('translate', a),
  [EVENT.instantiate]: (reading, a) => void reading.stack.push('instantiate', a, rowOf(reading, a), 'linkMs'),
  [EVENT.instantiateEnd]: ({ stack }, a) => void stack.pop('instantiate', a),
  [EVENT.evaluate]: evaluate,
  [EVENT.evaluatePause]: evaluatePause,
  [EVENT.evaluateEnd]: evaluateEnd,
  [EVENT.body]: body,
  [EVENT.bodyEnd]: bodyEnd,
  [EVENT.requireEsm]: requireEsm,
  [EVENT.requireEsmCompiled]: requireEsmCompiled,
  [EVENT.requireEsmEnd]: ({ stack }, a) => void stack.pop('require-esm', a),
  [EVENT.link]: link,
};

function rowOf({ names, table }: Reading, id: number): ModuleRow {
  return table.byKey(names.key(id));
}

function resolve({ names, table, stack }: Reading, a: number, b: number): void {
  const frame = stack.push('resolve', 0, null, 'resolveMs');
  frame.parent = a === 0 ? null : table.seen(names.key(a));
  frame.asked = names.text(b);
}

function resolveEnd(reading: Reading, a: number, b: number): void {
  const { stack } = reading;
  if (b === 2) {
    leaveSuspended(reading);
    endOpenResolution(reading, a);
    return;
  }
  const frame = stack.unwind('resolve', 0);
  if (frame === undefined) return;
  if (b === 1) {
    const ms = stack.takeHeldMs(frame);
    reading.openResolutions.push({ parent: frame.parent, specifier: frame.asked, ms });
  } else if (a !== 0) {
    const row = rowOf(reading, a);
    stack.name(frame, row);
    noteResolved(row, frame.parent);
  }
  stack.drop();
}

/** Several may be open: it is the first one whose specifier fits, or the first. */
function endOpenResolution(reading: Reading, a: number): void {
  const { openResolutions, names } = reading;
  const url = names.text(a);
  const at = Math.max(
    0,
    openResolutions.findIndex((open) => fits(open, url)),
  );
  const [open] = openResolutions.splice(at, 1);
  if (open === undefined || a === 0) return;
  const row = rowOf(reading, a);
  row.resolveMs += open.ms;
  noteResolved(row, open.parent);
}

function fits({ specifier }: OpenResolution, url: string): boolean {
  return url.includes(specifier.replace(/^(\.{0,2}\/)+|^node:/, ''));
}

/** Notes who had the ES module loader look for a module. */
export function noteResolved(row: ModuleRow, parent: ModuleRow | null): void {
  addImporter(row, parent);
  if (row.resolvedFor === undefined && row.begun === 0 && !row.settled) row.resolvedFor = parent;
}

function read(reading: Reading, a: number): void {
  const row = rowOf(reading, a);
  see(row, reading.at);
  reading.stack.push('read', a, row, 'readMs');
}

function readPause(reading: Reading, a: number): void {
  reading.stack.pop('read', a);
  rowOf(reading, a).readPaused = true;
}

function readEnd(reading: Reading, a: number): void {
  const row = rowOf(reading, a);
  if (reading.stack.pop('read', a) === undefined) endPause(reading, row);
  // Where translators are not seen, nothing else shows data and builtins.
  if (reading.mode !== 'internal') noteRead(row);
}

/** What Node did just before, or waited for, was this file (of a large one, its syntax). */
function endPause(reading: Reading, row: ModuleRow): void {
  leaveSuspended(reading);
  row.readPaused = false;
  row.readMs += reading.stack.takeLoaderMs();
}

/** Without sight of the translators, a module that was read counts as loaded. */
export function noteRead(row: ModuleRow): void {
  row.loaded = true;
  if (row.key.startsWith('node:')) row.format = 'builtin';
}

function translate(reading: Reading, a: number, b: number): void {
  const row = rowOf(reading, a);
  if (row.readPaused) endPause(reading, row);
  const format = formatOf(reading.names.text(b));
  if (row.begun === 0) row.format = format;
  row.translated = true;
  row.loaded = true;
  if (format !== 'esm' && format !== 'cjs') row.settled = true;
  see(row, reading.at);
  const cost: Cost = format === 'builtin' ? 'selfMs' : format === 'cjs' ? 'lexMs' : 'compileMs';
  reading.stack.push('translate', a, row, cost);
}

/** @param name as Node calls the format: `module-typescript`, `commonjs-sync` */
function formatOf(name: string): ModuleFormat {
  if (name.includes('commonjs')) return 'cjs';
  if (name.startsWith('module')) return 'esm';
  if (name === 'addon') return 'native';
  return name === 'json' || name === 'wasm' || name === 'builtin' ? name : 'unknown';
}

function evaluate(reading: Reading, a: number): void {
  const { stack, roots, openRoots } = reading;
  const row = rowOf(reading, a);
  suspendTop(reading);
  const running = stack.running();
  stack.push('evaluate', a, row, row.bodiless ? 'selfMs' : 'linkMs');
  if (row.format !== 'esm') {
    row.runningThen ??= running === row ? null : running;
    openRoots.push(presentRoot(reading));
    return;
  }
  if (row.bodiless) begin(row, reading.at, roots.length + 1);
  roots.push({ row, number: roots.length + 1, at: reading.at, running });
  row.ownRoot = roots.length;
  openRoots.push(roots.length);
}

function evaluatePause(reading: Reading, a: number): void {
  if (reading.stack.pop('evaluate', a) !== undefined) reading.openRoots.pop();
  const row = rowOf(reading, a);
  if (!row.bodiless || !isOpen(row)) return;
  end(row, false);
  // It began when all its imports had ended; now is the nearest moment that is known.
  if (row.begun === 1) row.begunAt = reading.at;
}

function evaluateEnd(reading: Reading, a: number, b: number): void {
  // Right behind the pause the evaluation was synchronous, else this is a promise's reaction.
  if (reading.previous !== EVENT.evaluatePause) leaveSuspended(reading);
  if (b !== 1) return;
  const row = rowOf(reading, a);
  const { ownRoot } = row;
  const { bodies } = reading;
  while (bodies.length > 0 && !isOpen(bodies.at(-1) as ModuleRow)) bodies.pop();
  const thrower = bodies.findLast((each) => isOpen(each) && each.root === ownRoot);
  if (ownRoot > 0 && thrower !== undefined) end(thrower, true);
  else if (row.bodiless) row.threw = true;
}

/** Whether its body began and neither ended nor threw. */
export function isOpen(row: ModuleRow): boolean {
  return row.begun > row.ended;
}

function body(reading: Reading, a: number): void {
  const { stack, mode, bodies } = reading;
  const row = rowOf(reading, a);
  suspendTop(reading);
  row.format = 'esm';
  const isAlone = stack.top === undefined;
  // Node evaluates what waited for a top-level await later, with nothing around it: it may wait itself, unseen.
  if (isAlone && mode === 'internal') row.shared = true;
  begin(row, reading.at, presentRoot(reading));
  bodies.push(row);
  stack.push('body', a, row, 'selfMs').begun = isAlone;
}

function bodyEnd(reading: Reading, a: number): void {
  const row = rowOf(reading, a);
  if (reading.stack.pop('body', a) === undefined) {
    leaveSuspended(reading);
    row.shared = true;
  }
  end(row, false);
}

/** No ES body runs inside another: the one that seems to be running is waiting. */
function suspendTop({ stack }: Reading): void {
  const { top } = stack;
  if (top?.kind !== 'body') return;
  if (top.row !== null) top.row.shared = true;
  stack.drop();
}

/** A promise's reaction is told: the body that seems to be running, started by a reaction too, is waiting. */
function leaveSuspended({ stack }: Reading): void {
  const [bottom] = stack.frames;
  if (bottom?.kind !== 'body') return;
  if (bottom.row !== null) bottom.row.shared = true;
  while (stack.top !== undefined) stack.drop();
}

function requireEsm(reading: Reading, a: number): void {
  const row = rowOf(reading, a);
  claimLoad(reading, row);
  row.format = 'esm';
  row.loaded = true;
  // One that was imported before was compiled as others are, with marks around its body.
  if (reading.mode === 'internal' && row.begun === 0 && !row.translated) row.bodiless = true;
  reading.stack.push('require-esm', a, row, 'compileMs');
}

function requireEsmCompiled({ stack }: Reading): void {
  const { top } = stack;
  if (top?.kind === 'require-esm') stack.turn(top, 'linkMs');
}

function link(reading: Reading, a: number, b: number): void {
  const from = rowOf(reading, a);
  const to = rowOf(reading, b);
  from.links.push(to);
  addImporter(to, from);
}
