import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportEdge, ModuleRecord } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import type { ModuleVisit } from '../../src/model/boot.ts';
import type { Report } from '../../src/model/report.ts';
import { decodePayload } from '../../src/page/decode.ts';
import { packPaths, unpackPaths } from '../../src/reporters/html/path-table.ts';
import { FORMATS, ORIGINS, PHASE_FIELDS, type Payload } from '../../src/reporters/html/payload-format.ts';
import { packReport } from '../../src/reporters/html/payload.ts';
import {
  packNumbers,
  packRuns,
  unpackNumbers,
  unpackRuns,
  unzigzag,
  zigzag,
} from '../../src/reporters/html/vlq.ts';
import { SAMPLE_BOOT } from '../support/sample-boot.ts';
import { emptyReport } from '../support/sample-report.ts';

const whole = fc.maxSafeNat();
const name = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc.stringMatching(/^(src|node_modules\/p[0-3])\/[a-c]{1,3}\.js$/),
);
const time = fc.integer({ min: 0, max: 90_000 }).map((units) => units / 100);

/** Modules, imports among them, and a boot of some of them. */
const report = fc
  .record({
    ids: fc.uniqueArray(name, { minLength: 1, maxLength: 30 }),
    edges: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9_000 }), fc.nat(4))),
    own: fc.array(fc.tuple(fc.nat(3), fc.nat(7), fc.nat(99_999_999), fc.option(name)), {
      minLength: 30,
      maxLength: 30,
    }),
    booted: fc.array(fc.tuple(fc.nat(), fc.nat(), time, time), { maxLength: 30 }),
  })
  .map(({ ids, edges, own, booted }) => reportOf(ids, edges, own, booted));

function reportOf(
  ids: readonly string[],
  edges: readonly (readonly [number, number, number, number])[],
  own: readonly (readonly [number, number, number, string | null])[],
  booted: readonly (readonly [number, number, number, number])[],
): Report {
  const modules = ids.map((id, at): ModuleRecord => {
    const [origin, format, bytes, owner] = own[at]!;
    return { id: id as ModuleId, origin: ORIGINS[origin]!, format: FORMATS[format]!, bytes, package: owner };
  });
  const timings = ['eager', 'conditional', 'lazy', 'erased', 'reference'] as const;
  const idAt = (number: number) => modules[number % modules.length]!.id;
  const imports = edges.map(([from, to, line, timing]): ImportEdge => ({
    from: idAt(from),
    to: idAt(to),
    line,
    column: 1,
    specifier: 'x',
    kind: 'import',
    timing: timings[timing]!,
  }));
  const visits = [...new Map(booted.map((visit) => [idAt(visit[0]), visit])).values()].map(
    ([module, importer, ms, retainedMs], order, all): ModuleVisit => ({
      ...SAMPLE_BOOT.modules[0]!,
      ...modules[module % modules.length]!,
      order,
      importer: order === 0 ? null : idAt(all[importer % order]![0]),
      selfMs: ms,
      retainedMs,
    }),
  );
  return {
    ...emptyReport('boot'),
    modules,
    edges: imports,
    boots: [{ ...SAMPLE_BOOT, modules: visits, startup: null }],
  };
}

describe('what a page is sent', () => {
  it('gives numbers back', () => {
    const numbers = fc.property(fc.array(whole), (values) => {
      expect(unpackNumbers(packNumbers(values))).toEqual(values);
    });
    const codes = fc.property(fc.array(fc.nat(3)), (values) => {
      expect(unpackRuns(packRuns(values))).toEqual(values);
    });
    const signed = fc.property(fc.integer({ min: -(2 ** 51), max: 2 ** 51 }), (value) => {
      expect(unzigzag(zigzag(value))).toBe(value);
    });
    fc.assert(numbers);
    fc.assert(codes);
    fc.assert(signed);
  });

  it('gives names back, whatever they are made of', () => {
    const paths = fc.property(fc.array(name), (names) => {
      expect(unpackPaths(packPaths(names))).toEqual(names);
    });
    fc.assert(paths);
  });

  it('gives modules, imports and boots back', () => {
    fc.assert(
      fc.property(report, (given) => {
        const sent = JSON.parse(JSON.stringify(packReport(given))) as Payload;
        const { modules, imports, entries, numberOf } = decodePayload(sent);
        const byId = given.modules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(modules).toEqual(byId);
        const loading = given.edges.filter(({ timing }) => timing !== 'erased' && timing !== 'reference');
        const written = Array.from(imports.from, (from, edge) =>
          [modules[from]!.id, modules[imports.to[edge]!]!.id, imports.line[edge], imports.timing[edge]].join(
            ' ',
          ),
        );
        const codes = { eager: 0, conditional: 1, lazy: 2 } as Record<string, number>;
        const wanted = loading.map(({ from, to, line, timing }) => [from, to, line, codes[timing]].join(' '));
        expect(written.toSorted()).toEqual(wanted.toSorted());
        const visits = given.boots![0]!.modules;
        const boot = entries[0]!.boot;
        expect(boot === null).toBe(visits.length === 0);
        for (const [place, visit] of visits.entries()) {
          expect(boot!.modules[place]).toBe(numberOf.get(visit.id));
          expect(boot!.times[PHASE_FIELDS.indexOf('selfMs')]![place]).toBeCloseTo(visit.selfMs, 6);
          expect(boot!.retainedMs[place]).toBeCloseTo(visit.retainedMs, 6);
          const above = boot!.importer[place]!;
          if (visit.importer !== null && visit.importer !== visit.id && above >= 0)
            expect(visits[above]!.id).toBe(visit.importer);
          if (above < 0 && visit.importer !== null) expect(visit.importer).toBe(visit.id);
        }
      }),
    );
  });
});
