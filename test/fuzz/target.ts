import type * as fc from 'fast-check';

/** A stage of the tool and what it is fed. */
export interface Target<Input = never> {
  readonly name: string;
  /** How much of the runs it gets; default 1. */
  readonly weight?: number;
  readonly input: fc.Arbitrary<Input>;
  /**
   * Feeds one input. Must not throw: what the stage may say (a UsageError, a TargetError) is caught by it.
   *
   * @throws Error where the stage does what it may not
   */
  readonly run: (input: Input) => void | Promise<void>;
}

/** Keeps the type of the input between its two halves. */
export function target<Input>(given: Target<Input>): Target {
  return given as unknown as Target;
}
