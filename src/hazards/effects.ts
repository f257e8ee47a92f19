import type { Effect } from '../model/effect.ts';
import type { Program } from '../model/program.ts';
import { Evaluator } from './effects/evaluator.ts';
import { EffectLog } from './effects/log.ts';
import { Walk } from './effects/walk.ts';

/**
 * What a module does to imported and global things while it is evaluated: its own statements, and functions of its own
 * that they call. What other modules' functions do when they are called is theirs; a module's own objects are no
 * effect, exported or not.
 *
 * @returns by line; certain ones happen whenever the module is evaluated
 */
export function effectsOf(program: Program): readonly Effect[] {
  const log = new EffectLog(program.id);
  new Walk((walk) => new Evaluator(walk, log)).runModule(program);
  return log.effects;
}
