import { posix } from 'node:path';
import type { BootTrace } from '../model/boot.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { loadables } from '../recording/loadable.ts';

/** Which files a boot loads, and how. */
export interface BootedFiles {
  /** The file that is loaded for a module: itself, or what was compiled from it; null where none was. */
  readonly fileOf: (module: ModuleId) => ModuleId | null;
  /** How Node runs a file; null for what is no JavaScript, or was not loaded. */
  readonly formatOf: (file: ModuleId) => 'esm' | 'cjs' | null;
  /** What an import leads to, as `require` takes it: an absolute path, or a name of Node's. */
  readonly targetOf: (edge: ImportEdge) => string;
  /** Absolute. */
  readonly root: string;
}

export interface BootedFilesRequest {
  /** Absolute real path, forward slashes. */
  readonly root: string;
  readonly trace: BootTrace;
  /** The entry's source file, where its boot runs one compiled from it. */
  readonly entryFile: ModuleId | null;
}

/** Looks up what was booted in a tree. */
export function bootedFiles({ root, trace, entryFile }: BootedFilesRequest): BootedFiles {
  const loadable = loadables({ root, entryFile, trace });
  const formats = new Map(trace.modules.map(({ id, format }) => [id, format]));
  const fileOf = (module: ModuleId): ModuleId | null => {
    if (formats.has(module)) return module;
    const found = loadable(module);
    return 'id' in found && formats.has(found.id) ? found.id : null;
  };
  return {
    root,
    fileOf,
    formatOf: (file) => {
      const format = formats.get(file);
      return format === 'esm' || format === 'cjs' ? format : null;
    },
    targetOf: ({ to }) => (to.startsWith('node:') ? to : posix.resolve(root, fileOf(to) ?? to)),
  };
}
