import Ajv from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { CRUISER_REPORTERS } from '../../src/reporters/dependency-cruiser.ts';
import { loadReporter, REPORTER_NAMES } from '../../src/reporters/registry.ts';
import type { RenderOptions } from '../../src/reporters/reporter.ts';
import { emptyReport, hostileReport, SAMPLE_ROOT, sampleReport } from '../support/sample-report.ts';

const NAMES = [...REPORTER_NAMES, ...CRUISER_REPORTERS.map((name) => `dependency-cruiser:${name}`)];
const COMMANDS = ['graph', 'why', 'check', 'boot', 'compare', 'cycles', 'suggest', 'try'] as const;
const PLAIN: RenderOptions = { color: false, width: 80, verbose: false };
/** What may end a line, move a cursor or turn the reading direction; a newline is the format's own. */
const HARMFUL = /(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

async function render(name: string, report: Report, options = PLAIN): Promise<string> {
  return (await loadReporter(name))(report, options);
}

/** Some of dependency-cruiser's formats print the time, and TeamCity's a random flow. */
function timeless(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, 'TIME').replace(/flowId='\d+'/g, 'FLOW');
}

describe.each(NAMES)('reporter %s', (name) => {
  it.each(COMMANDS)('ends %s in one newline', async (command) => {
    for (const report of [sampleReport(command), emptyReport(command)])
      expect(await render(name, report)).toMatch(/\n$/);
  });

  it('names no absolute path but the root field', async () => {
    for (const command of COMMANDS) {
      const all = await render(name, sampleReport(command));
      // A profile leads to the files by absolute URLs: nothing else would.
      const text = all
        .replace(`"root":"${SAMPLE_ROOT}"`, '')
        .replaceAll(name === 'cpuprofile' ? `"url":"file://${SAMPLE_ROOT}/` : ' ', '');
      expect(text).not.toContain(SAMPLE_ROOT);
    }
  });

  it.each(['check', 'boot'] as const)(
    'gives the same %s twice and leaves the report alone',
    async (command) => {
      const report = sampleReport(command);
      const before = JSON.stringify(report);
      const first = timeless(await render(name, report));
      expect(timeless(await render(name, report))).toBe(first);
      expect(JSON.stringify(report)).toBe(before);
    },
  );

  it.each(COMMANDS)('uses no colour for %s where none is asked for', async (command) => {
    expect(await render(name, sampleReport(command))).not.toContain('\u001b');
  });

  it.each(COMMANDS)('lets no control character of a hostile %s through', async (command) => {
    // Tabs are dependency-cruiser's own indentation in HTML.
    const text = (await render(name, hostileReport(command))).replaceAll('\t', ' ');
    expect(HARMFUL.exec(text)).toBeNull();
  });
});

describe('hostile names in formats with a structure', () => {
  const markup = NAMES.filter((name) => /html|markdown|dot|flat|archi|mermaid/.test(name));

  it.each(markup)('%s holds no script tag of theirs', async (name) => {
    expect(await render(name, hostileReport('check'))).not.toContain('<script>&');
  });

  it.each(NAMES.filter((name) => name.includes('mermaid')))('%s holds no mermaid directive', async (name) => {
    expect(await render(name, hostileReport('check'))).not.toContain('%%{');
  });

  it.each(
    NAMES.filter((name) =>
      /json$|baseline$|^dependency-cruiser$|^cpuprofile$|^trace$|^sarif$|^codeclimate$/.test(name),
    ),
  )('%s stays JSON', async (name) => {
    for (const command of COMMANDS) JSON.parse(await render(name, hostileReport(command)));
  });
});

describe('report.schema.json', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const validate = new Ajv.default({ allErrors: true, strict: true }).compile(schema);
  const problems = (value: unknown) => (validate(value) ? [] : validate.errors);

  it.each(COMMANDS)('describes what json prints for %s', async (command) => {
    for (const make of [sampleReport, emptyReport, hostileReport]) {
      expect(problems(JSON.parse(await render('json', make(command))))).toEqual([]);
    }
  });

  it('describes an error report', () => {
    const error = { code: 'no-entry', message: 'm', hint: 'h', at: { file: 'a.ts', line: 1 } };
    expect(problems({ schemaVersion: 1, error, notices: [] })).toEqual([]);
    expect(problems({ schemaVersion: 1, error: { ...error, stack: '' }, notices: [] })).not.toEqual([]);
  });

  it('describes every way in which a graph and a boot may not fit', () => {
    const report = sampleReport('boot');
    const [boot] = report.boots ?? [];
    const drift = { staticOnly: [], runtimeOnly: [], both: 3 };
    const main = boot?.main;
    for (const mismatch of [
      { kind: 'another-program', entry: main, main: null },
      { kind: 'few-known', known: 2, loaded: 40 },
      { kind: 'unexplained', modules: 30, expected: 41 },
      null,
    ])
      expect(problems({ ...report, boots: [{ ...boot, drift: { ...drift, mismatch } }] })).toEqual([]);
    const odd = { kind: 'few-known', known: 2, expected: 40 };
    expect(problems({ ...report, boots: [{ ...boot, drift: { ...drift, mismatch: odd } }] })).not.toEqual([]);
    expect(problems({ ...report, boots: [{ ...boot, drift: null, reached: null }] })).toEqual([]);
  });

  it('refuses a field it does not know, at every level', () => {
    const report = JSON.parse(jsonOf('check')) as Record<string, unknown>;
    let refused = 0;
    for (const object of objectsIn(report)) {
      object['surprise'] = 1;
      if (!validate(report)) refused++;
      delete object['surprise'];
    }
    expect(refused).toBe(objectsIn(report).length);
  });

  it('refuses a report without one of its fields', () => {
    for (const key of Object.keys(emptyReport('graph'))) {
      const { [key]: _gone, ...rest } = emptyReport('graph') as unknown as Record<string, unknown>;
      expect(problems(rest), key).not.toEqual([]);
    }
  });
});

function jsonOf(command: Report['command']): string {
  const { why } = sampleReport('why');
  const { boots, error } = sampleReport('boot');
  return JSON.stringify({ ...sampleReport('why'), ...sampleReport(command), why, boots, error });
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (value === null || typeof value !== 'object') return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}
