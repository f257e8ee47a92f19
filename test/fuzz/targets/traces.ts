import * as fc from 'fast-check';
import { EVENT, type LateSettings } from '../../../src/boot/protocol.ts';
import { accountModules } from '../../../src/boot/trace/account.ts';
import { readTrace } from '../../../src/boot/trace/read-trace.ts';
import { accountRun } from '../../../src/recording/account-run.ts';
import { FactsOfModules } from '../../../src/recording/module-facts.ts';
import { readLateLoads } from '../../../src/recording/read-late-loads.ts';
import { registrationsIn } from '../../../src/recording/read-registrations.ts';
import type { RecordedRun } from '../../../src/recording/one-run.ts';
import { TraceWriter } from '../../support/trace-writer.ts';
import { mutatedJson } from '../mutated-json.ts';
import { inScratch } from '../scratch.ts';
import { target, type Target } from '../target.ts';

const NAMES = Object.keys(EVENT) as (keyof typeof EVENT)[];
const WORDS = [
  '/p/a.js',
  '/p/b.js',
  'file:///p/c.mjs',
  'file:///%',
  'node:fs',
  './b',
  'module',
  'commonjs',
  '',
  'data:x,1',
  'no url',
  '{}',
  'null',
  '5',
];
const HEADER = {
  node: 'v20.19.0',
  pid: 7,
  ppid: 1,
  threadId: 0,
  argv: ['/node', '/p/a.js'],
  execArgv: [],
  cwd: '/p',
  timeOrigin: 1e12,
  hrtimeNs: 1e9,
  nowMs: 20,
  mode: 'internal',
};
const REGISTRATION = JSON.stringify({ kind: 'listener', target: '/p/a.js#default', name: 'exit', count: 1 });
const LATE = { modules: [{ file: '/p/a.js', how: 'import' }] } as unknown as LateSettings;

interface Bytes {
  readonly trace: Uint8Array;
  readonly edits: readonly { readonly at: number; readonly byte: number }[];
  readonly cut: number;
}

/** What a process that lies, is killed or overwrites its trace may leave. */
export function traceTargets(): Target[] {
  const word = fc.oneof(
    fc.constantFrom(...WORDS, REGISTRATION),
    mutatedJson([JSON.parse(REGISTRATION)]).map((value) => JSON.stringify(value)),
  );
  const figure = fc.oneof(fc.nat(9), fc.constantFrom(-1, 1e9, NaN, Infinity, 0.5, 2 ** 40));
  const ms = fc.oneof(
    fc.double({ min: 0, max: 200, noNaN: true }),
    fc.constantFrom(NaN, -1, Infinity, 1e300),
  );
  const event = fc.tuple(fc.constantFrom(...NAMES), fc.oneof(word, figure), fc.oneof(word, figure), ms);
  const header = fc.oneof(fc.constant(HEADER), mutatedJson([HEADER]));
  const trace = fc.tuple(header, fc.array(event, { maxLength: 40 })).map(([said, events]) => {
    const writer = new TraceWriter(said as never);
    for (const [type, a, b, at] of events) writer.at(at).event(type, a, b);
    return writer.bytes();
  });
  const edits = fc.array(
    fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), byte: fc.nat(255) }),
    { maxLength: 5 },
  );
  const input: fc.Arbitrary<Bytes> = fc.record({
    trace: fc.oneof(
      { weight: 9, arbitrary: trace },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
    ),
    edits: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: edits }),
    cut: fc.oneof(
      { weight: 3, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
    ),
  });
  return [target({ name: 'trace', weight: 2, input, run: checkTrace })];
}

async function checkTrace({ trace: whole, edits, cut }: Bytes): Promise<void> {
  const bytes = Uint8Array.from(whole).slice(0, Math.ceil(cut * whole.length));
  for (const { at, byte } of edits) if (bytes.length > 0) bytes[Math.floor(at * bytes.length)] = byte;
  const trace = readTrace(bytes);
  const account = accountModules(trace);
  accountModules(trace, { hooks: trace, untilMs: 30 });
  const facts = new FactsOfModules('/p');
  for (const { key } of account.modules) facts.of(key);
  for (const { module, name } of registrationsIn(trace, facts))
    if (typeof module !== 'string' || typeof name !== 'string')
      throw new Error('a registration without a name');
  const run = { kind: 'registrations', outcome: 'ready' } as RecordedRun['run'];
  readLateLoads({ trace, header: trace.header, run }, LATE, facts);
  await inScratch(
    { '7-0.trace': bytes, '7-hooks.trace': bytes, '9-1.trace': bytes, 'x.trace': bytes },
    (folder) => {
      const { used, others } = accountRun(folder, { readyPid: 7, endedNs: 5n }, 'probed');
      // The report must hold them as JSON.
      JSON.stringify([used, others]);
    },
  );
}
