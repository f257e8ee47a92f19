import type { Effect } from '../../model/effect.ts';
import { CONFIDENCES, type Confidence } from '../../model/hazard.ts';
import type { ModuleId } from '../../model/module-id.ts';

/** What was found of one effect. */
export type Found = Pick<Effect, 'line' | 'kind' | 'target' | 'name' | 'confidence'> & {
  readonly callee: string;
  /** The text it is about: an event's name. */
  readonly text: string | null;
};

/** Gathers the effects of one module: what one line does several times counts once, at its strongest. */
export class EffectLog {
  readonly #module: ModuleId;
  readonly #found = new Map<string, Effect>();

  constructor(module: ModuleId) {
    this.#module = module;
  }

  add({ callee, text, ...found }: Found): void {
    const what = text === null ? callee : `${callee} ${text}`;
    const key = JSON.stringify([found.line, found.kind, what]);
    const known = this.#found.get(key);
    if (known !== undefined && !isStronger(found.confidence, known.confidence)) return;
    this.#found.set(key, { module: this.#module, what, ...found });
  }

  /** By line; of one line in the order in which they happen. */
  get effects(): readonly Effect[] {
    return [...this.#found.values()].toSorted((a, b) => a.line - b.line);
  }
}

function isStronger(one: Confidence, other: Confidence): boolean {
  return CONFIDENCES.indexOf(one) < CONFIDENCES.indexOf(other);
}

export function weaker(one: Confidence, other: Confidence): Confidence {
  return isStronger(one, other) ? other : one;
}
