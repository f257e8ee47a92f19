import type { CutReason } from '../model/cut.ts';

/** The edit would change what the program does, or nobody can tell. Never leaves this folder. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reasons: readonly CutReason[];

  constructor(reasons: readonly CutReason[]) {
    super(reasons.map(({ code, detail }) => `${code}: ${detail}`).join('; '));
    this.reasons = reasons;
  }
}
