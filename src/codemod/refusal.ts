import type { CutReason } from '../model/cut.ts';
import type { ModuleId } from '../model/module-id.ts';

/** The edit would change what the program does, or nobody can tell. Never leaves this folder. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reasons: readonly CutReason[];

  constructor(reasons: readonly CutReason[]) {
    super(reasons.map(({ code, detail }) => `${code}: ${detail}`).join('; '));
    this.reasons = reasons;
  }
}

/**
 * Why a file cannot be edited, from what was thrown on the way.
 *
 * @throws the same again where it is a mistake of this program
 */
export function reasonsOf(error: unknown, file: ModuleId): readonly CutReason[] {
  if (error instanceof Refusal) return error.reasons;
  // Long chains (`a + b + …`) nest in the compiler's tree alone, and end the stack of those who walk it.
  if (error instanceof RangeError && error.message.includes('call stack')) return [tooDeep(file)];
  throw error;
}

/** What is nested so deeply that the compiler's stack would end. */
export function tooDeep(file: ModuleId): CutReason {
  return { code: 'unreadable', at: { file }, detail: 'nested too deeply' };
}
