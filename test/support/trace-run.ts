import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { isBuiltin } from 'node:module';
import type { ModuleVisit } from '../../src/model/boot.ts';
import type { ModuleFormat } from '../../src/model/module-graph.ts';
import { toBuiltinId, toModuleId, type ModuleId } from '../../src/model/module-id.ts';
import { visitsOf } from './visits-of.ts';

const TRACER = join(import.meta.dirname, 'trace-loads.cjs');

interface Note {
  readonly from?: string | null;
  readonly to?: string;
  readonly starts?: string;
  readonly ends?: string;
  readonly throws?: string;
  readonly module?: true;
}

/**
 * Runs a program of a few modules and notes who loaded what, without times.
 *
 * @param program relative to the folder
 * @param folder real path, forward slashes; working directory and root of the ids
 */
export function traceRun(program: string, folder: string, flags: readonly string[]): ModuleVisit[] {
  const out = mkdtempSync(join(tmpdir(), 'traced-'));
  const file = join(out, 'notes');
  try {
    const args = ['--require', TRACER, ...flags, program];
    const env = { PATH: process.env['PATH'], TRACE_INTO: file };
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, timeout: 30_000 });
    if (status !== 0 || !existsSync(file)) throw new Error(`${program} failed: ${String(stderr)}`);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    return toVisits(
      lines.map((line) => JSON.parse(line) as Note),
      folder,
    );
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function toVisits(notes: readonly Note[], folder: string): ModuleVisit[] {
  const idOf = (path: string): ModuleId =>
    isBuiltin(path) ? toBuiltinId(path) : toModuleId(path.replaceAll('\\', '/'), folder);
  const importers = new Map<ModuleId, ModuleId[]>();
  const outcomes = new Map<ModuleId, ModuleVisit['outcome']>();
  const loaded: ModuleId[] = [];
  for (const { from, to, starts, ends, throws, module } of notes) {
    if (starts !== undefined) {
      const id = idOf(starts);
      if (!loaded.includes(id)) loaded.push(id);
      if (!outcomes.has(id)) outcomes.set(id, module ? 'evaluated' : 'unfinished');
    }
    if (ends !== undefined) outcomes.set(idOf(ends), 'evaluated');
    if (throws !== undefined) outcomes.set(idOf(throws), 'threw');
    if (to === undefined) continue;
    const id = idOf(to);
    if (isBuiltin(to) && !loaded.includes(id)) loaded.push(id);
    const known = importers.get(id) ?? importers.set(id, []).get(id)!;
    const parent = typeof from === 'string' && /^([a-z]:)?[\\/]/i.test(from) ? idOf(from) : null;
    if (parent !== null && parent !== id && !known.includes(parent)) known.push(parent);
  }
  return loaded.map((id, order) => {
    const [template] = visitsOf('any');
    const [importer = null, ...laterImporters] = (importers.get(id) ?? []).filter((it) =>
      loaded.includes(it),
    );
    const path = join(folder, id);
    const bytes = existsSync(path) ? statSync(path).size : 0;
    const builtin = id.startsWith('node:');
    return {
      ...template!,
      id,
      origin: builtin ? 'builtin' : 'project',
      format: builtin ? 'builtin' : (FORMATS[extname(id)] ?? 'cjs'),
      bytes,
      importer,
      laterImporters,
      order,
      outcome: outcomes.get(id) ?? 'evaluated',
    };
  });
}

const FORMATS: Readonly<Record<string, ModuleFormat>> = { '.mjs': 'esm', '.json': 'json', '.node': 'native' };
