import { describe, expect, it } from 'vitest';
import type { ModuleId } from '../../../../src/model/module-id.ts';
import type { Report } from '../../../../src/model/report.ts';
import { mainPart } from '../../../../src/reporters/html/body.ts';
import { markupText } from '../../../../src/reporters/html/markup-text.ts';
import { renderMarkdown } from '../../../../src/reporters/markdown.ts';
import { emptyReport, sampleReport } from '../../../support/sample-report.ts';

const many = <T>(item: T, size = 100): T[] => Array.from({ length: size }, () => item);
const htmlOf = (report: Report) => markupText(mainPart(report));
const markdownOf = (report: Report) => renderMarkdown(report, { color: false, width: 80, verbose: false });

const { compare } = sampleReport('compare');
const { tried = [] } = sampleReport('try');
const { cycles } = sampleReport('cycles');
const { why } = sampleReport('why');

/** One entry alone, so that one line tells of what is left out. */
const manyLost: Report = {
  ...emptyReport('compare'),
  compare: {
    ...compare!,
    entries: [
      {
        ...compare!.entries[0]!,
        arrived: [],
        left: [],
        registrations: { arrived: many('listener a'), vanished: many('listener b') },
      },
    ],
  },
};
const [first] = tried;
const manyTried: Report = {
  ...emptyReport('try'),
  tried: [
    {
      ...first!,
      edges: many(first!.edges[0]!),
      measurement: { ...first!.measurement, registrationsLost: many('listener a', 50) },
    },
  ],
};
const harmless = cycles!.cycles.find(({ does }) => does === 'harmless')!;
const breaks = cycles!.cycles.find(({ does }) => does === 'breaks')!;
const manyElsewhere: Report = {
  ...emptyReport('cycles'),
  cycles: { ...cycles!, cycles: [], elsewhere: many(cycles!.elsewhere[0]!) },
};
const manyCuts: Report = {
  ...emptyReport('cycles'),
  cycles: {
    ...cycles!,
    cycles: [{ ...breaks, acyclic: { ...breaks.acyclic, edges: many(harmless.acyclic.edges[0]!) } }],
    elsewhere: [],
  },
};
const manyUnsafe: Report = {
  ...emptyReport('cycles'),
  cycles: {
    ...cycles!,
    cycles: [
      { ...cycles!.cycles.find(({ does }) => does === 'masked')!, unsafe: many(breaks.unsafe[0]!, 40) },
    ],
    elsewhere: [],
  },
};
const manyHeld: Report = {
  ...sampleReport('why'),
  why: {
    ...why!,
    entries: [
      {
        ...why!.entries[0]!,
        retained: {
          modules: 100,
          bytes: 5,
          ids: Array.from({ length: 100 }, (_, at) => `m${at}` as ModuleId),
        },
      },
    ],
  },
};

describe('a list that is cut says how much is left out', () => {
  it.each([
    ['registrations of a comparison', htmlOf(manyLost), /(… and 88 more.*){2}/],
    ['imports that were tried', htmlOf(manyTried), /… and 80 more/],
    ['registrations that a trial lost', htmlOf(manyTried), /… and 30 more/],
    ['reads outside cycles', htmlOf(manyElsewhere), /… and 70 more/],
    ['imports that a cycle is gone without', htmlOf(manyCuts), /… and 80 more/],
    ['modules that are held', htmlOf(manyHeld), /m39 and 60 more/],
    ['imports that were tried, in a comment', markdownOf(manyTried), /… and 90 more/],
    ['members that must not come first, in a comment', markdownOf(manyUnsafe), /and 34 more/],
  ])('%s', (_, text, more) => {
    expect(text).toMatch(more);
  });
});
