import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownMs, retainedTimes } from '../../../src/reconcile/retained-times.ts';
import type { ModuleVisit } from '../../../src/model/boot.ts';
import { toId } from '../../support/graph-of.ts';
import { visitsOf } from '../../support/visits-of.ts';

/** `name ms/modules` of each visit. */
function retained(visits: readonly ModuleVisit[]): string {
  const times = retainedTimes(visits);
  return visits.map(({ id }, i) => `${id} ${times[i]?.retainedMs}/${times[i]?.retainedModules}`).join(', ');
}

test('a module retains what only it brings in', () => {
  expect(retained(visitsOf('main, a < main, b < a, shared < a b main'))).toBe(
    'main 4/4, a 2/2, b 1/1, shared 1/1',
  );
});

test('the time of builtins counts, they do not', () => {
  expect(retained(visitsOf('main, a < main, node:crypto < a, node:fs < a main'))).toBe(
    'main 4/2, a 2/1, node:crypto 1/0, node:fs 1/0',
  );
});

test('what a preload brings in as well is no cost of the entry', () => {
  expect(retained(visitsOf('preload, shared < preload main, main, own < main'))).toBe(
    'preload 1/1, shared 1/1, main 2/2, own 1/1',
  );
});

test('adds all that a module costs, to its end', () => {
  const [visit] = visitsOf('main');
  const full = { ...visit!, resolveMs: 1, readMs: 2, lexMs: 4, compileMs: 8, linkMs: 16, selfMs: 32 };
  expect(ownMs(full)).toBe(63);
  expect(retainedTimes([full])).toEqual([{ retainedMs: 63, retainedModules: 1 }]);
});

test('copes with importers that are not listed, and with first importers in a circle', () => {
  expect(retained(visitsOf('main, a < [eval], x < y, y < x'))).toBe('main 1/1, a 1/1, x 2/2, y 1/1');
  expect(retainedTimes([])).toEqual([]);
});

test('agrees with taking each module away and counting what nobody else brings in', () => {
  const boots = fc.integer({ min: 1, max: 12 }).chain((size) =>
    fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.boolean()), { maxLength: 30 }).map((extra) => {
      const visits = visitsOf(
        Array.from({ length: size }, (_, i) => (i === 0 ? 'm0' : `m${i} < m${(i * 7) % i}`)).join(','),
      );
      return visits.map((visit, i) => ({
        ...visit,
        selfMs: 2 ** i,
        // Some are started by nobody, and may still be imported later.
        importer: i > 0 && extra.some(([, to, root]) => to === i && root) ? null : visit.importer,
        laterImporters: extra.filter(([, to]) => to === i).map(([from]) => toId(`m${from}`)),
      }));
    }),
  );
  fc.assert(
    fc.property(boots, (visits) => {
      const all = stillLoaded(visits, null);
      const naive = visits.map(({ id }) => {
        const left = stillLoaded(visits, id);
        const leaving = visits.filter((visit) => all.has(visit.id) && !left.has(visit.id));
        return {
          retainedMs: leaving.reduce((sum, { selfMs }) => sum + selfMs, 0),
          retainedModules: leaving.length,
        };
      });
      expect(retainedTimes(visits)).toEqual(naive);
    }),
  );
});

/** What is loaded from those without an importer on, when one module is gone. */
function stillLoaded(visits: readonly ModuleVisit[], gone: string | null): Set<string> {
  const loaded = new Set<string>();
  for (let before = -1; before !== loaded.size;) {
    before = loaded.size;
    for (const { id, importer, laterImporters } of visits) {
      const comes = importer === null || [importer, ...laterImporters].some((by) => loaded.has(by));
      if (comes && id !== gone) loaded.add(id);
    }
  }
  return loaded;
}

test('a chain as deep as the boot is large exhausts no stack', () => {
  const size = 20_000;
  const text = Array.from({ length: size }, (_, i) =>
    i === 0 ? 'm0' : `m${i} < m${i - 1} m0 m${i - 1} m${i >> 1}`,
  );
  const times = retainedTimes(visitsOf(text.join(',')));
  expect(times[0]).toEqual({ retainedMs: size, retainedModules: size });
});
