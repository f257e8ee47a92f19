import type { CutEdge, CycleEffect, Repair } from '../model/cycles.ts';
import type { CycleHazardFinding } from '../model/finding.ts';
import type { Hazard, HazardKind } from '../model/hazard.ts';
import { lazyAdvice } from './lazy-advice.ts';
import { listed } from './listed.ts';
import { plural } from './numbers.ts';
import type { Phrase } from './phrase.ts';
import { placeOf, shortId } from './places.ts';

type Words = (name: string, from: string) => string;

/** What a module does too early; to be read after its place. */
const TOO_EARLY: Readonly<Record<HazardKind, Words>> = {
  tdz: (name, from) => `reads ${name} before ${from} has set it (ReferenceError)`,
  undefined: (name, from) => `reads ${name} while it is still undefined: ${from} has not set it`,
  'undefined-capture': (name, from) =>
    `takes ${name} from ${from} before it is there, and keeps undefined for ever`,
  'stale-exports': (_, from) => `keeps an exports object of ${from} that is replaced later`,
  stale: (_, from) => `uses an exports object of ${from} that is replaced later as if it were the real one`,
  'require-cycle': (_, from) =>
    `requires ${from} while that is still being loaded (ERR_REQUIRE_CYCLE_MODULE)`,
  'require-async': (_, from) => `requires ${from}, which awaits at top level (ERR_REQUIRE_ASYNC_MODULE)`,
  link: (name, from) => `imports ${name}, which ${from} does not export: nothing of it all runs`,
  abort: (_, from) => `requires ${from} while that is being loaded: the process dies`,
  deadlock: (_, from) => `awaits ${from}, which waits for it in turn: the process ends with exit code 13`,
};

const USE: Readonly<Record<CutEdge['use'], string>> = {
  deferrable: 'nothing of it is used while modules are evaluated',
  're-export': 'it only passes names on',
  effect: 'it is imported for what it does',
  read: 'it is read while the importer is evaluated',
};

/** The name of each group, and what it means. */
export const CYCLE_EFFECT_WORDS: Readonly<Record<CycleEffect, readonly [title: string, means: string]>> = {
  breaks: ['Breaks now', 'at boot, as it is today, a value is read before it is there'],
  'may-break': ['May break now', 'at boot a value is probably read before it is there'],
  'breaks-later': ['Breaks later', 'when what startup leaves for later is loaded'],
  masked: ['Masked', 'nothing breaks today, only because of who comes first'],
  unknown: ['Unknown', 'nothing was found, but not all members could be read or tried: see below'],
  harmless: ['Harmless', 'whoever comes first'],
};

/** What goes wrong, one line: `src/b.ts:3 reads LIMIT before src/a.ts has set it (ReferenceError)`. */
export function hazardWords(hazard: Hazard): string {
  const { kind, module, from, binding, lines, confidence } = hazard;
  const place = lines[0] === undefined ? shortId(module) : `${shortId(module)}:${lines[0]}`;
  const more = lines.length > 1 ? ` (and in ${plural(lines.length - 1, 'line')} more)` : '';
  const said = TOO_EARLY[kind](nameWords(binding), from === module ? 'it' : shortId(from));
  const doubt = { certain: '', likely: 'probably ', possible: 'possibly ' }[confidence];
  return `${place} ${doubt}${said}${more}`;
}

function nameWords(binding: string): string {
  if (binding === '*') return 'its names';
  return binding === 'module.exports' ? 'its exports' : binding;
}

/** Who is evaluated first, and why: to be read after {@link hazardWords}; null where the chain does not tell. */
export function orderWords({ chain, from, kind }: Hazard): string | null {
  if (kind === 'link' || kind === 'deadlock') return null;
  const reader = chain.at(-1);
  if (reader === undefined) return null;
  const at = chain.findIndex(({ module }) => module === from);
  const [waiting, next] = [chain[at], chain[at + 1]];
  if (waiting === undefined) return `${shortId(from)} comes later in the order of evaluation`;
  if (next === undefined || next.module === from) return null;
  const line = waiting.line === null ? '' : ` in line ${waiting.line}`;
  const verb = { imports: 'imports', requires: 'requires', calls: 'calls', reads: 'needs' }[waiting.via];
  const between = chain.slice(at + 1).map(({ module }) => shortId(module));
  const through = between.length > 1 ? `, which leads to ${between.slice(1).join(', ')}` : '';
  return `${shortId(next.module)} comes first: ${shortId(from)} ${verb} it${line}${through}, and waits`;
}

/** What to do, as an order. */
export function repairWords(repair: Repair): string {
  switch (repair.kind) {
    case 'past-barrel':
      return `in ${placed(repair.module, repair.line)} import ${repair.names.join(', ')} from ${shortId(repair.definingFile)}, where it is defined, instead of ${shortId(repair.barrel)}`;
    case 'hoist-function':
      return `in ${placed(repair.module, repair.line)} write ${repair.name} as a function declaration: it exists before its module is evaluated`;
    case 'defer-read':
      return `in ${placed(repair.module, repair.lines[0] ?? null)} read ${nameWords(repair.binding)} inside a function that runs later`;
    case 'defer-import':
      return repair.edges.map((edge) => `in ${placeOf(edge)} ${lazyAdvice(edge)}`).join('; ');
    case 'move-leaf':
      return `move ${listed(repair.names)} from ${shortId(repair.out)} into a file of its own that imports nothing of the cycle${repair.users.length > 0 ? `, and import it from there in ${listed(repair.users.map(shortId))}` : ''}`;
    case 'reorder':
      return `import ${shortId(repair.first)} first${repair.before === null ? '' : `, before ${placeOf(repair.before)}`}; that holds only until somebody sorts or adds an import`;
  }
}

/** An import to take away, and why it is one: `src/a.ts:1 import './b.js' (…)`. */
export function cutWords({ edge, use }: CutEdge): string {
  return `${placeOf(edge)} '${edge.specifier}' (${USE[use]})`;
}

/** A finding of the rule `cycle-hazard`. */
export function cyclePhrase({ hazard, does, others, unsafe, members }: CycleHazardFinding): Phrase {
  const more = others > 0 ? `, and ${plural(others, 'more read')} too early` : '';
  const order = orderWords(hazard);
  const why = order === null ? '' : `; ${order}`;
  const [first] = unsafe;
  const size = members === null ? '' : ` of its ${members.length} modules`;
  return {
    label: 'CYCLE',
    what:
      does === 'masked' && first !== undefined
        ? `a cycle breaks if ${shortId(first)} is loaded first (${unsafe.length}${size} must not be): ${hazardWords(hazard)}${more}`
        : `${hazardWords(hazard)}${more}${why}`,
    next: 'see the ways to mend it: import-budget cycles',
  };
}

function placed(module: string, line: number | null): string {
  return line === null ? shortId(module) : `${shortId(module)}:${line}`;
}
