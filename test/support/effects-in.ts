import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { readProgram } from '../../src/extract/program/read-program.ts';
import { effectsOf } from '../../src/hazards/effects.ts';
import type { Effect } from '../../src/model/effect.ts';
import type { Emit } from '../../src/model/program.ts';
import { toId } from './graph-of.ts';

/** The effects of a source text; relative specifiers lead to files beside it, others to builtins or packages. */
export function effectsIn(text: string, file = 'src/main.mjs', emit: Emit = 'esm'): readonly Effect[] {
  const program = readProgram({
    id: toId(file),
    extension: posix.extname(file),
    text,
    emit,
    resolve: (specifier) => toId(leadsTo(specifier, posix.dirname(file))),
    decoratorMetadata: false,
    verbatim: false,
    keepsUnused: true,
  });
  if ('problem' in program) throw new Error(program.problem.message);
  return effectsOf(program);
}

function leadsTo(specifier: string, folder: string): string {
  if (specifier.startsWith('.')) return posix.join(folder, specifier);
  return isBuiltin(specifier)
    ? `node:${specifier.replace(/^node:/, '')}`
    : `node_modules/${specifier}/index.js`;
}

/** `certain registration process.on SIGTERM` each. */
export function toldIn(text: string, file?: string, emit?: Emit): string[] {
  return effectsIn(text, file, emit).map(({ confidence, kind, what }) => `${confidence} ${kind} ${what}`);
}
