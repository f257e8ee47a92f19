import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

export interface Compiled {
  /** Real path of each written file -> the source it was made from, both with forward slashes. */
  readonly sourceOf: ReadonlyMap<string, string>;
}

/**
 * Compiles a project as `tsc -p` would, type checker and all, and writes each file beside its source. Without the
 * standard library: it is slow to load and decides nothing about imports.
 *
 * @param folder absolute; holds a tsconfig.json
 */
export function compileTypescript(folder: string): Compiled {
  const config = join(folder, 'tsconfig.json');
  const parsed = ts.getParsedCommandLineOfConfigFile(
    config,
    {
      noLib: true,
      noEmit: false,
      noEmitOnError: false,
      declaration: false,
      composite: false,
      incremental: false,
      sourceMap: false,
    },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (problem) => {
        throw new Error(String(problem.messageText));
      },
    },
  );
  if (parsed === undefined) throw new Error(`${config} cannot be read`);
  const program = ts.createProgram(parsed.fileNames, parsed.options);
  const sourceOf = new Map<string, string>();
  program.emit(undefined, (path, text, _mark, _error, sources) => {
    writeFileSync(path, text);
    const [source] = sources ?? [];
    if (source !== undefined) sourceOf.set(path, source.fileName);
  });
  return { sourceOf };
}
