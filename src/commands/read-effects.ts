import { posix } from 'node:path';
import type { readProgram } from '../extract/program/read-program.ts';
import type { effectsOf } from '../hazards/effects.ts';
import { reach } from '../graph/reach.ts';
import { firstParty } from '../graph/first-party.ts';
import { readText } from '../io/files.ts';
import type { LateRegistrationRule, RuleConfig } from '../model/config.ts';
import type { Effect } from '../model/effect.ts';
import type { SourceModule } from '../model/loading.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { AnalysedEntry, AnalysedGroup, Analysis } from '../pipeline.ts';
import { compileMeant } from '../rules/compile-meant.ts';
import { lateParts } from '../rules/late-parts.ts';
import { compileNamePatterns } from '../rules/name-pattern.ts';
import { belongsAtStartup } from '../rules/predict-registrations.ts';
import { emitOf } from './emit.ts';
import { FILES_AND_BUILTINS, LARGEST_PROGRAM_BYTES, moduleTargets } from './module-targets.ts';

/** The effects that rules ask about, by module. */
export type ReadEffects = (analysis: Analysis) => ReadonlyMap<ModuleId, readonly Effect[]>;

/**
 * Prepares to read what modules do while they are evaluated: those that load later, and of startup those that may do the
 * same. The parser is loaded only where a rule asks.
 *
 * @returns null where no rule does
 */
export async function effectsReader(rules: readonly RuleConfig[]): Promise<ReadEffects | null> {
  const own = rules.filter((rule): rule is LateRegistrationRule => rule.type === 'late-registration');
  if (own.length === 0) return null;
  const { readProgram: read } = await import('../extract/program/read-program.ts');
  const { effectsOf: find } = await import('../hazards/effects.ts');
  // A check looks at the same files more than once.
  const known = new Map<string, readonly Effect[]>();
  return ({ groups }) => {
    const effects = new Map<ModuleId, readonly Effect[]>();
    for (const group of groups) {
      const reader = new GroupReader(group, { read, find, known });
      for (const entry of group.entries) {
        const applying = own.filter(
          ({ entries }) => entries === undefined || compileNamePatterns(entries)(entry.name),
        );
        for (const [id, found] of reader.ofEntry(entry, applying)) effects.set(id, found);
      }
    }
    return effects;
  };
}

interface Reading {
  readonly read: typeof readProgram;
  readonly find: typeof effectsOf;
  /** By path. */
  readonly known: Map<string, readonly Effect[]>;
}

class GroupReader {
  readonly #graph: ModuleGraph;
  readonly #sources: ReadonlyMap<ModuleId, SourceModule>;
  readonly #reading: Reading;

  constructor({ built }: AnalysedGroup, reading: Reading) {
    this.#graph = built.graph;
    this.#sources = new Map(built.sources.map((source) => [source.record.id, source]));
    this.#reading = reading;
  }

  /** Effects of what loads later for the entry; and of startup, where it may register the same. */
  ofEntry({ node }: AnalysedEntry, rules: readonly LateRegistrationRule[]): Map<ModuleId, readonly Effect[]> {
    const graph = this.#graph;
    const found = new Map<ModuleId, readonly Effect[]>();
    if (rules.length === 0) return found;
    const startup = reach(graph, [node], 'conditional');
    const meant = rules.map(({ modules }) => compileMeant(modules, graph, []));
    const parts = lateParts(graph, node, startup, (id) => meant.some((isMeant) => isMeant(id)));
    for (const id of new Set(parts.flatMap(({ modules }) => modules))) found.set(id, this.#effectsOf(id));
    const words = new Set([...found.values()].flat().filter(belongsAtStartup).map(wordOf));
    if (words.size === 0) return found;
    const isOurs = firstParty(graph, node);
    for (const [at, { id }] of graph.modules.entries()) {
      if (startup[at] && isOurs[at]) found.set(id, this.#effectsOf(id, words));
    }
    return found;
  }

  /** @param words where given: only a file that holds one of them is worth parsing */
  #effectsOf(id: ModuleId, words?: ReadonlySet<string>): readonly Effect[] {
    const source = this.#sources.get(id);
    if (source === undefined || source.record.bytes > LARGEST_PROGRAM_BYTES) return [];
    const { known } = this.#reading;
    const cached = known.get(source.path);
    if (cached !== undefined) return cached;
    const text = /^(?:esm|cjs)$/.test(source.record.format) ? readText(source.path) : null;
    if (text === null || (words !== undefined && ![...words].some((word) => text.includes(word)))) return [];
    const effects = this.#parse(source, text);
    known.set(source.path, effects);
    return effects;
  }

  /** What cannot be parsed is told of elsewhere. */
  #parse(source: SourceModule, text: string): readonly Effect[] {
    const targets = moduleTargets(this.#graph, this.#graph.index.get(source.record.id)!, FILES_AND_BUILTINS);
    const program = this.#reading.read({
      id: source.record.id,
      extension: posix.extname(source.path).toLowerCase(),
      text,
      // What is registered is the same whoever compiles it.
      emit: emitOf(source, 'tsc', false),
      resolve: (specifier) => targets.get(specifier) ?? null,
      decoratorMetadata: false,
      verbatim: false,
      keepsUnused: true,
    });
    return 'problem' in program ? [] : this.#reading.find(program);
  }
}

/** What a file holds that registers the same: the event, or the last name of what is called or set. */
function wordOf({ what }: Effect): string {
  return what.replace(/ =$/, '').split(/[ .]/).at(-1)!;
}
