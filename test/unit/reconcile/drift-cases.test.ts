import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceOfCompiled } from '../../../src/boot/source-maps.ts';
import { buildGraph } from '../../../src/graph/build.ts';
import { startupSets } from '../../../src/graph/reach.ts';
import { toModuleId } from '../../../src/model/module-id.ts';
import type { Drift, RuntimeOnlyDrift, StaticOnlyDrift } from '../../../src/model/startup.ts';
import { reconcile } from '../../../src/reconcile/reconcile.ts';
import { ProjectSources } from '../../../src/sources.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { traceRun } from '../../support/trace-run.ts';

/** `case.json`: a small program that Node runs, and where analysis and boot disagree about it. */
interface DriftCase {
  readonly entry: string;
  /** What Node is started with; the entry where absent. */
  readonly program?: string;
  /** Node's own flags. */
  readonly flags?: readonly string[];
  /** `cause module xCOUNT` and the import's `file:line` where one is known. */
  readonly staticOnly?: readonly string[];
  readonly runtimeOnly?: readonly string[];
  readonly mismatch?: NonNullable<Drift['mismatch']>['kind'];
}

const CASES = join(import.meta.dirname, '../../../fixtures/boot/drift');

test.each(readdirSync(CASES))('%s', async (name) => {
  const folder = tempFolder();
  cpSync(join(CASES, name), folder, { recursive: true });
  const item = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as DriftCase;
  const { staticOnly, runtimeOnly, mismatch } = await driftOf(folder, item);
  expect(staticOnly.map(inWords)).toEqual(item.staticOnly ?? []);
  expect(runtimeOnly.map(inWords)).toEqual(item.runtimeOnly ?? []);
  expect(mismatch?.kind).toBe(item.mismatch);
});

async function driftOf(folder: string, { entry, program = entry, flags = [] }: DriftCase): Promise<Drift> {
  const sources = new ProjectSources(folder, [], undefined, () => {});
  await sources.loadExtractor();
  const built = buildGraph([{ path: `${folder}/${entry}`, preloads: [] }], sources);
  const modules = traceRun(program, folder, flags);
  const ids = modules.map(({ id }) => id);
  const main = toModuleId(`${folder}/${program}`, folder);
  return reconcile(
    { built, node: 0, sets: startupSets(built.graph, 0) },
    { main, modules, probe: { mode: 'internal' } },
    sourceOfCompiled(ids, folder),
  ).drift;
}

function inWords(drift: StaticOnlyDrift | RuntimeOnlyDrift): string {
  const at = 'place' in drift ? drift.place : drift.edge && { file: drift.edge.from, line: drift.edge.line };
  const module = drift.module.replace(/made-\d+/, 'made-*');
  return `${drift.cause} ${module} x${drift.modules}${at === null ? '' : ` ${at.file}:${at.line}`}`;
}
