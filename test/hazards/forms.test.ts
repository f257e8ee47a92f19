import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONFIDENCES, type Confidence } from '../../src/model/hazard.ts';
import { compileFiles } from '../support/compile-files.ts';
import { compilingOf, projectOf, readForms, RECORDER, type Form } from '../support/eager-forms.ts';
import { toId } from '../support/graph-of.ts';
import { NodeJudge } from '../support/node-judge.ts';
import { programsOf, simulate, type Compiling } from '../support/programs-of.ts';

const forms = readForms();
const MODULES = ['esm', 'commonjs'] as const;
const cases = forms.flatMap((form) =>
  MODULES.map((module) => [`${form.name} (${module})`, form, module] as const),
);

const LISTENERS = 'an event that the emitter itself tells of: listeners are taken to be called later';

/** Read while the module is evaluated, and not told: each with why not. */
const UNSEEN: Readonly<Record<string, string>> = {
  'listener of listeners (esm)': LISTENERS,
  'listener of listeners (commonjs)': LISTENERS,
};

/** Called certain, and not read. */
const NOT_CERTAIN: Readonly<Record<string, string>> = {};

const judge = new NodeJudge();
const readEarly = new Map<Form, Record<Compiling['module'], boolean>>();

beforeAll(async () => {
  for (const form of forms) readEarly.set(form, await judgeForm(form));
}, 120_000);
afterAll(() => judge.close());

/**
 * An ES module cannot be watched: an error tells of a read, unless the form catches it. The compiled one can, and reads
 * what the other does, except for the names of a namespace.
 */
async function judgeForm(form: Form): Promise<Record<Compiling['module'], boolean>> {
  const extension = form.typescript ? '.ts' : '.mjs';
  const plain = compileFiles(projectOf(form, extension), compilingOf(form, 'esm'));
  // Node takes what its package.json says for what Node itself compiles, and `.mjs` for what it is.
  const files = Object.fromEntries(
    Object.entries(plain).map(([name, text]) => [toModule(name), toModule(text)]),
  );
  const { failure } = await judge.boot(files, 'defines.mjs');
  const compiled = compileFiles(projectOf(form, '.ts'), compilingOf(form, 'commonjs'));
  const watched = await judge.boot({ ...compiled, 'defines.js': RECORDER }, 'defines.js');
  const failed = failure?.name === 'ReferenceError';
  return { esm: failed || watched.early.length > 0, commonjs: watched.early.length > 0 };
}

function toModule(text: string): string {
  return text.replace(/\b(defines|uses)\.js\b/g, '$1.mjs');
}

function predict(form: Form, module: Compiling['module']): Confidence | null {
  const extension = form.typescript || module === 'commonjs' ? '.ts' : '.mjs';
  const programs = programsOf(projectOf(form, extension), compilingOf(form, module));
  const { hazards } = simulate(programs, false).boot(toId(`defines${extension}`));
  return CONFIDENCES.find((level) => hazards.some(({ confidence }) => confidence === level)) ?? null;
}

describe('ways to use an import', () => {
  it('are many, and Node reads in most of them', () => {
    expect(forms.length).toBeGreaterThanOrEqual(190);
    const count = (module: Compiling['module']) =>
      forms.filter((form) => readEarly.get(form)![module]).length;
    expect(count('esm')).toBeGreaterThanOrEqual(130);
    expect(count('commonjs')).toBeGreaterThanOrEqual(120);
  });

  it.each(cases)('%s', (title, form, module) => {
    const predicted = predict(form, module);
    const early = readEarly.get(form)![module];
    // What is listed must still be so: an entry that no longer holds fails.
    expect(early && predicted === null, form.code).toBe(title in UNSEEN);
    expect(!early && predicted === 'certain', form.code).toBe(title in NOT_CERTAIN);
  });
});
