import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyseCase, type CaseAnalysis } from './support/analyse-case.ts';
import { copyCases, sourceFilesOf, type CaseProject } from './support/case-projects.ts';
import { compileTypescript } from './support/compile-typescript.ts';
import { runNode, type ObservedRun } from './support/run-node.ts';

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'fixtures-')));
const cases = ['extract', 'resolve']
  .flatMap((theme) => copyCases(theme, temporary))
  .filter(({ onlyOn }) => onlyOn?.includes(process.platform) ?? true);
/** Each child process has two threads of its own; the machine may have no more cores than that. */
const AT_ONCE = 3;

const analyses = new Map<CaseProject, CaseAnalysis>();
const runs = new Map<CaseProject, ObservedRun>();

beforeAll(async () => {
  for (const item of cases) analyses.set(item, await analyseCase(item));
  const waiting = cases.filter((item) => item.notRun === undefined);
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift())
      runs.set(item, await runCase(item));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}, 180_000);

afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe('fixtures', () => {
  it('are there', () => {
    expect(cases.length).toBeGreaterThanOrEqual(70);
  });

  it.each(cases.map((item) => [item.name, item] as const))(
    '%s: the analysis says what is expected',
    (_, item) => {
      const { verdicts, notices, lenient } = analyses.get(item) as CaseAnalysis;
      const found = Object.fromEntries(
        Object.keys(item.expect).map((file) => [file, verdicts.get(file) ?? 'none']),
      );
      expect(found).toEqual(item.expect);
      expect(notices).toEqual(item.notices ?? []);
      expect(lenient).toEqual(item.lenient ?? []);
    },
  );

  it.each(cases.map((item) => [item.name, item] as const))('%s: every file has an expectation', (_, item) => {
    const forgotten = sourceFilesOf(item).filter((file) => file !== item.entry && !(file in item.expect));
    expect(forgotten).toEqual([]);
  });
});

describe('Node agrees', () => {
  const judged = cases.filter((item) => item.notRun === undefined);

  it.each(judged.map((item) => [item.name, item] as const))('%s', (_, item) => {
    const { exit, stderr, loaded } = runs.get(item) as ObservedRun;
    expect(exit, stderr).toBe(item.run?.exit ?? 0);
    const { taken = [], later = [], unseen = [] } = item.run ?? {};
    // Two lists that differ only where a claim about a file is wrong.
    const claimed = new Set([item.entry, ...taken, ...later, ...unseen]);
    for (const [file, verdict] of Object.entries(item.expect)) if (verdict === 'eager') claimed.add(file);
    const ids = [...claimed].filter((file) => !/^(node|unresolved):/.test(file));
    expect([...loaded].toSorted()).toEqual(ids.toSorted());
    for (const file of taken) expect(item.expect[file], `${file} is taken`).toBe('conditional');
    for (const file of later) expect(item.expect[file], `${file} is later`).toBe('lazy');
  });
});

/** Runs a case (compiled in a copy where it is TypeScript) and names what was loaded by the case's own files. */
async function runCase(item: CaseProject): Promise<ObservedRun> {
  const compiles = existsSync(join(item.folder, 'tsconfig.json'));
  const folder = compiles ? `${item.folder}-built` : item.folder;
  let sourceOf: ReadonlyMap<string, string> = new Map();
  if (compiles) {
    cpSync(item.folder, folder, { recursive: true, verbatimSymlinks: true });
    ({ sourceOf } = compileTypescript(folder));
  }
  const sources = [...sourceOf];
  const entry = join(folder, item.entry);
  const program = sources.find(([, source]) => source === entry)?.[0] ?? entry;
  const data = readdirSync(folder, { recursive: true }).some((file) => isData(String(file)));
  const run = await runNode(program, folder, item.run?.flags ?? [], data);
  const ids = [...run.loaded]
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => (sourceOf.get(path) ?? path).slice(folder.length + 1));
  return { ...run, loaded: new Set(ids) };
}

function isData(file: string): boolean {
  return /\.(json|node|wasm)$/.test(file) && !/(^|[\\/])(package|tsconfig[^\\/]*|case)\.json$/.test(file);
}
