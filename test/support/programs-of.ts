import { posix } from 'node:path';
import { readProgram } from '../../src/extract/program/read-program.ts';
import { Simulation } from '../../src/hazards/simulate/simulation.ts';
import type { Emit, Program } from '../../src/model/program.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import { toId } from './graph-of.ts';

/** How the TypeScript of a small project reaches Node. */
export interface Compiling {
  readonly module: 'esm' | 'commonjs';
  readonly decoratorMetadata: boolean;
}

/** A small project: path -> text, without packages. */
export type Files = Readonly<Record<string, string>>;

/** What every module of a project does, as the product reads it; `.js` counts as an ES module. */
export function programsOf(
  files: Files,
  compiling: Compiling = { module: 'esm', decoratorMetadata: false },
): Map<ModuleId, Program> {
  return new Map(
    Object.entries(files).map(([file, text]) => {
      const typescript = file.endsWith('.ts');
      const program = readProgram({
        id: toId(file),
        extension: posix.extname(file),
        text,
        emit: emitOf(file, compiling),
        resolve: (specifier) => resolveIn(files, file, specifier),
        decoratorMetadata: typescript && compiling.decoratorMetadata,
        verbatim: false,
        keepsUnused: !typescript,
      });
      if ('problem' in program) throw new Error(`${file}: ${JSON.stringify(program.problem)}`);
      return [toId(file), program];
    }),
  );
}

/** Predicts what this Node does with a project: to the first error, or collecting every hazard. */
export function simulate(programs: ReadonlyMap<ModuleId, Program>, stopAtFailure: boolean): Simulation {
  const nodeMajor = Number(process.versions.node.split('.')[0]);
  return new Simulation(programs, { nodeMajor, cuts: [], stopAtFailure });
}

function emitOf(file: string, { module }: Compiling): Emit {
  if (file.endsWith('.cjs')) return 'cjs';
  return file.endsWith('.ts') && module === 'commonjs' ? 'tsc' : 'esm';
}

function resolveIn(files: Files, importer: string, specifier: string): ModuleId | null {
  if (!specifier.startsWith('.')) return null;
  const path = posix.join(posix.dirname(importer), specifier);
  const found = [path, `${path}.ts`, path.replace(/\.js$/, '.ts')].find((file) => file in files);
  return found === undefined ? null : toId(found);
}
