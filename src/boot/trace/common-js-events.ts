import { EVENT } from '../protocol.ts';
import type { Interval } from './interval-stack.ts';
import { addImporter, adopt, begin, end, see, type ModuleRow } from './module-table.ts';
import { presentRoot, type EventReader, type Reading } from './reading.ts';

/** Readers of the events of Node's CommonJS loader, by type. */
export const COMMON_JS_EVENTS: Readonly<Record<number, EventReader>> = {
  [EVENT.load]: load,
  [EVENT.resolved]: resolved,
  [EVENT.compile]: compile,
  [EVENT.execute]: execute,
  [EVENT.executeEnd]: executeEnd,
  [EVENT.loadEnd]: loadEnd,
  [EVENT.builtin]: builtin,
  [EVENT.again]: again,
};

function load(reading: Reading, a: number): void {
  const { names, stack } = reading;
  const asked = names.key(a);
  startsUnseen(reading, asked);
  const running = stack.running();
  const frame = stack.push('load', 0, null, 'resolveMs');
  frame.asked = asked;
  frame.running = running;
  frame.parent = parentOf(reading, a, running);
}

/** A parent that was never loaded (`createRequire` of a folder) stands for whatever is running. */
function parentOf({ names, table }: Reading, a: number, running: ModuleRow | null): ModuleRow | null {
  return a === 0 ? null : (table.seen(names.key(a)) ?? running);
}

/** A module that asks for another is being evaluated, even where nothing showed its start. */
function startsUnseen(reading: Reading, parent: string): void {
  const { stack } = reading;
  const frame = stack.top;
  if (frame === undefined || parent === '') return;
  if (frame.kind !== 'load' && frame.kind !== 'compile') return;
  const row = frame.row ?? frame.found;
  if (row === null || row.key !== parent || frame.cost === 'selfMs') return;
  if (frame.row === null) claim(reading, frame, row);
  stack.turn(frame, 'selfMs');
  frame.begun = true;
  begin(row, reading.at, presentRoot(reading));
}

function resolved(reading: Reading, a: number, b: number): void {
  const { names, table, stack, requests } = reading;
  let at = stack.frames.length - 1;
  while (stack.frames[at]?.kind === 'resolve') at--;
  const frame = stack.frames[at];
  // Otherwise nothing is loaded: require.resolve().
  if (frame?.kind !== 'load' || frame.row !== null) return;
  const file = names.key(a);
  if (!isFile(file)) return;
  frame.found = table.byKey(file);
  if (frame.asked !== '') requests.learn(frame.asked, names.text(b), file);
  frame.cost = 'readMs';
  const below = stack.frames[at - 1];
  // Node evaluates what an ES module imports, but not inside another one's body: that one is waiting.
  if (frame.parent === null && below?.kind === 'body' && below.row !== null && frame.found.translated) {
    below.row.shared = true;
    stack.dropBelow(at);
  }
}

/** The innermost load turns out to be about this module. */
function claim(reading: Reading, frame: Interval, row: ModuleRow): void {
  reading.stack.name(frame, row);
  frame.cost = 'readMs';
  see(row, reading.at);
  adopt(row, frame.parent, frame.running);
}

/**
 * A module is being made: that is what the innermost load was for, or a program makes one by hand.
 *
 * @param row the module
 */
export function claimLoad(reading: Reading, row: ModuleRow): void {
  const frame = reading.stack.top;
  if (frame?.kind === 'load' && frame.row === null) claim(reading, frame, frame.found ?? row);
  if (frame?.row !== row) {
    const running = frame?.row ?? reading.stack.running();
    adopt(row, running, running);
  }
  see(row, reading.at);
}

/** Somebody else compiles scripts here, unseen: then all is called reading until the format is known. */
function keepUnsplit({ row, cost, spentMs }: Interval): void {
  if (row !== null && !row.compiled && cost === 'readMs' && !isData(row.key)) row.unsplitReadMs += spentMs;
}

/** Builtins and what programs make up are no files. */
function isFile(name: string): boolean {
  return /^([\\/]|[A-Za-z]:[\\/])/.test(name);
}

function isData(file: string): boolean {
  return /\.(json|node)$/.test(file);
}

function compile(reading: Reading, a: number): void {
  const { names, table, stack } = reading;
  const file = names.key(a);
  // A text without a file is compiled on behalf of whoever runs.
  if (!isFile(file)) {
    stack.push('compile', a, stack.running(), 'selfMs');
    return;
  }
  const row = table.byKey(file);
  claimLoad(reading, row);
  row.compiled = true;
  row.loaded = true;
  stack.push('compile', a, row, 'compileMs');
}

function execute(reading: Reading, a: number): void {
  const { top } = reading.stack;
  if (top?.kind !== 'compile' || top.id !== a || top.row?.key !== reading.names.key(a)) return;
  reading.stack.turn(top, 'selfMs');
  top.begun = true;
  begin(top.row, reading.at, presentRoot(reading));
}

function executeEnd({ stack, names }: Reading, a: number, b: number): void {
  const frame = stack.unwind('compile', a);
  if (frame === undefined) return;
  const { row } = frame;
  if (row !== null && row.key === names.key(a)) {
    if (frame.begun || (b === 1 && row.begun > row.ended)) end(row, b === 1);
    else if (b === 1) row.threw = true;
    else {
      row.settled = true;
      row.unsplitCompileMs += frame.spentMs;
    }
  }
  stack.drop();
}

function loadEnd(reading: Reading, _a: number, b: number): void {
  const { stack } = reading;
  const frame = stack.unwind('load', 0);
  if (frame === undefined) return;
  const threw = b === 1;
  if (frame.row === null && frame.found !== null) endUnclaimed(reading, frame, frame.found, threw);
  if (frame.row !== null) endClaimed(frame, frame.row, threw);
  stack.drop();
}

/** Nothing showed a script being made: data or an addon, a module that was there already, or a failure. */
function endUnclaimed(reading: Reading, frame: Interval, found: ModuleRow, threw: boolean): void {
  const isNew = found.begun === 0 && !found.settled;
  if (isNew && (!threw || isData(found.key))) claim(reading, frame, found);
  else if (!threw) addImporter(found, frame.parent);
}

function endClaimed(frame: Interval, row: ModuleRow, threw: boolean): void {
  if (frame.begun) end(row, threw);
  if (!threw) {
    row.loaded = true;
    row.settled = true;
    keepUnsplit(frame);
  } else if (!row.compiled && isData(row.key)) {
    row.loaded = true;
    row.threw = true;
  }
}

function builtin(reading: Reading, a: number, b: number): void {
  const { stack, table, names } = reading;
  startsUnseen(reading, names.key(a));
  const row = table.builtin(names.text(b));
  const running = stack.running();
  const parent = parentOf(reading, a, running);
  adopt(row, parent, running);
  row.format = 'builtin';
  row.loaded = true;
  see(row, reading.at);
  stack.push('load', 0, row, 'selfMs');
}

function again(reading: Reading, a: number, b: number): void {
  const { table, names, stack, requests } = reading;
  const request = names.text(b);
  startsUnseen(reading, names.key(a));
  const parent = parentOf(reading, a, stack.running());
  const name = request.startsWith('node:') ? request : `node:${request}`;
  const found = table.seen(name)?.key ?? requests.find(names.key(a), request);
  if (found !== undefined) addImporter(table.byKey(found), parent);
}
