import type { CycleReport, CyclesReport } from '../../src/model/cycles.ts';
import type { Hazard } from '../../src/model/hazard.ts';
import type { ImportEdge } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';

const id = (name: string) => name as ModuleId;
const MODEL = id('src/model.ts');
const STORE = id('src/store.ts');

function edge(from: ModuleId, line: number, specifier: string, to: ModuleId): ImportEdge {
  return { from, to, specifier, line, column: 1, kind: 'import', timing: 'eager' };
}

export const HAZARD_SAMPLE: Hazard = {
  kind: 'tdz',
  module: MODEL,
  binding: 'LIMIT',
  from: STORE,
  lines: [4, 9],
  confidence: 'certain',
  chain: [
    { module: id('src/cli.ts'), line: 1, via: 'imports' },
    { module: STORE, line: 2, via: 'imports' },
    { module: MODEL, line: 4, via: 'reads' },
  ],
};

const CUT = { edge: edge(STORE, 2, './model.ts', MODEL), use: 'deferrable' } as const;

const BREAKS: CycleReport = {
  members: [MODEL, STORE],
  does: 'breaks',
  confidence: 'certain',
  throws: true,
  entrances: [
    {
      entry: 'cli',
      when: 'boot',
      member: STORE,
      chain: [edge(id('src/cli.ts'), 1, './store.ts', STORE)],
      hazards: [HAZARD_SAMPLE],
    },
  ],
  unsafe: [
    {
      member: STORE,
      hazards: [HAZARD_SAMPLE],
      throws: true,
      proof: {
        outcome: 'as-predicted',
        message: "ReferenceError: Cannot access 'LIMIT' before initialization",
        at: { file: MODEL, line: 4 },
      },
    },
  ],
  simulated: 'all',
  repairs: [
    {
      kind: 'past-barrel',
      module: MODEL,
      line: 1,
      barrel: STORE,
      definingFile: id('src/limit.ts'),
      names: ['LIMIT'],
    },
    { kind: 'hoist-function', module: STORE, name: 'open', line: 5 },
    { kind: 'move-leaf', names: ['LIMIT'], out: STORE, users: [MODEL] },
    { kind: 'defer-import', edges: [CUT.edge] },
    { kind: 'defer-read', module: MODEL, lines: [4, 9], binding: 'LIMIT', from: STORE },
    { kind: 'reorder', first: MODEL, before: edge(id('src/cli.ts'), 1, './store.ts', STORE) },
  ],
  acyclic: { edges: [CUT], exact: true },
  safe: { edges: [CUT], exact: true },
};

/** One cycle of each kind. */
export const SAMPLE_CYCLES: CyclesReport = {
  cycles: [
    BREAKS,
    {
      ...BREAKS,
      does: 'may-break',
      confidence: 'likely',
      throws: false,
      entrances: [
        {
          ...BREAKS.entrances[0]!,
          when: 'maybe',
          hazards: [{ ...HAZARD_SAMPLE, confidence: 'likely', lines: [] }],
        },
      ],
      safe: null,
      repairs: [],
    },
    { ...BREAKS, does: 'breaks-later', entrances: [{ ...BREAKS.entrances[0]!, when: 'later' }] },
    {
      ...BREAKS,
      does: 'masked',
      entrances: [{ entry: 'cli', when: 'boot', member: MODEL, chain: [], hazards: [] }],
      unsafe: [{ member: STORE, hazards: [HAZARD_SAMPLE], throws: false, byOrder: true }],
      simulated: 0,
    },
    {
      ...BREAKS,
      does: 'harmless',
      confidence: null,
      throws: false,
      entrances: [{ entry: 'cli', when: 'boot', member: MODEL, chain: [], hazards: [] }],
      unsafe: [],
      repairs: [],
      safe: { edges: [], exact: true },
    },
  ],
  elsewhere: [{ entry: 'cli', hazard: { ...HAZARD_SAMPLE, kind: 'require-async', binding: '*' } }],
  nodeMajor: 24,
};
