import { expect, it } from 'vitest';
import type { BootTrace } from '../../../src/model/boot.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { bootPackages } from '../../../src/reporters/boot-packages.ts';
import { bootTree, ownMs, preOrder } from '../../../src/reporters/boot-tree.ts';
import { SAMPLE_BOOT } from '../../support/sample-boot.ts';

it('agrees with the retained time of packages of one module', () => {
  const packages = bootPackages(SAMPLE_BOOT);
  const single = packages.filter(({ modules }) => modules === 1);
  expect(single.map(({ name }) => name)).toContain('typescript');
  for (const { name, retainedMs } of single) {
    const visit = SAMPLE_BOOT.modules.find((visit) => visit.package === name);
    expect(retainedMs, name).toBeCloseTo(visit?.retainedMs ?? 0, 9);
  }
});

it('counts the own time of every module of a package once', () => {
  const own = bootPackages(SAMPLE_BOOT).reduce((sum, item) => sum + item.ownMs, 0);
  const visits = SAMPLE_BOOT.modules.filter(({ origin }) => origin === 'package');
  expect(own).toBeCloseTo(
    visits.reduce((sum, visit) => sum + ownMs(visit), 0),
    9,
  );
});

it('leaves out the package that the program is, and takes its modules for first party', () => {
  const modules = SAMPLE_BOOT.modules.map((visit) =>
    visit.origin === 'project' ? { ...visit, origin: 'package' as const, package: 'tracker' } : visit,
  );
  const packages = bootPackages({ ...SAMPLE_BOOT, modules });
  expect(packages.map(({ name }) => name)).not.toContain('tracker');
  expect(packages.find(({ name }) => name === 'typescript')?.door).toEqual({
    from: 'dist/commands/migrate.js',
    via: 'ts-morph',
  });
  const unknown: BootTrace = { ...SAMPLE_BOOT, modules, main: null };
  expect(bootPackages(unknown).map(({ name }) => name)).toContain('tracker');
});

it('hangs every module into the tree once, even where importers go in a circle', () => {
  const [a, b, ...rest] = SAMPLE_BOOT.modules;
  if (!a || !b) throw new Error('The sample is too small.');
  const lost = 'gone.js' as ModuleId;
  const modules = [
    { ...a, importer: b.id },
    { ...b, importer: a.id },
    ...rest.map((visit, at) => (at === 3 ? { ...visit, importer: lost } : visit)),
  ];
  const nodes = preOrder(bootTree(modules));
  expect(nodes.map(({ visit }) => visit.id as string).toSorted()).toEqual(
    modules.map(({ id }) => id as string).toSorted(),
  );
  const roots = bootTree(modules);
  expect(roots.reduce((sum, node) => sum + node.modules, 0)).toBe(32);
});
