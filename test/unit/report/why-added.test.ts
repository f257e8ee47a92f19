import { describe, expect, it } from 'vitest';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { whyAdded } from '../../../src/report/why-added.ts';
import { SAMPLE_BOOT } from '../../support/sample-boot.ts';
import { emptyReport } from '../../support/sample-report.ts';

const [visit] = SAMPLE_BOOT.modules;

/** A boot of these modules, each with its first importer. */
function reportOf(importers: Readonly<Record<string, string | null>>) {
  const modules = Object.entries(importers).map(([id, importer]) => ({
    ...visit!,
    id: id as ModuleId,
    origin: 'project' as const,
    package: null,
    importer: importer as ModuleId | null,
  }));
  return { ...emptyReport('boot'), boots: [{ ...SAMPLE_BOOT, entry: 'web', modules }] };
}

const asked = (name: string) => ({ entry: 'web', kind: 'module', name }) as const;

describe('whyAdded', () => {
  it('names the modules that loaded one another, where only the boot saw it', () => {
    const why = whyAdded(reportOf({ 'a.js': null, 'b.js': 'a.js', 'c.js': 'b.js' }));
    expect(why(asked('c.js'))).toBe('a.js -> b.js -> c.js (as it was loaded)');
    expect(why(asked('a.js'))).toBeNull();
    expect(why(asked('gone.js'))).toBeNull();
  });

  it('ends where a saved report has importers in a circle', () => {
    const why = whyAdded(reportOf({ 'a.js': 'b.js', 'b.js': 'a.js' }));
    expect(why(asked('b.js'))).toBe('a.js -> b.js (as it was loaded)');
  });
});
