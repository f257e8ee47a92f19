import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { renderBadge } from '../../../src/reporters/badge.ts';
import { SAMPLE_BOOT } from '../../support/sample-boot.ts';
import { emptyReport, sampleReport } from '../../support/sample-report.ts';

const BOOTED: Report = { ...emptyReport('boot'), boots: [SAMPLE_BOOT] };
const PAINT = { clean: '#157f3c', findings: '#c02626', 'could-not': '#9a3412' };

function title(report: Report): string {
  return /<title>\s*(.*?)\s*<\/title>/s.exec(renderBadge(report))?.[1] ?? '';
}

describe('the badge', () => {
  it('says what startup takes: CPU where a boot was measured', () => {
    expect(title(BOOTED)).toBe('startup: 412 ms CPU · 5.9x Node · 32 modules');
    const { boots = [], ...rest } = BOOTED;
    const twice = boots.flatMap((boot) => {
      const cpuMs = { value: 900, low: 890, high: 910, runs: 5 };
      return [boot, { ...boot, entry: 'heavier', totals: { ...boot.totals, cpuMs } }];
    });
    expect(title({ ...rest, boots: twice })).toContain('900 ms CPU');
  });

  it('says what the imports bring in where none was', () => {
    const report = sampleReport('graph');
    const [entry] = report.entries;
    if (!entry) throw new Error('The sample is empty.');
    const none = { modules: 0, packages: 0, bytes: 0, builtins: 0 };
    const eager = { ...none, modules: 1_204, bytes: 4_100_000 };
    const with0 = { ...entry, totals: { eager, conditional: none, lazy: none } };
    expect(title({ ...report, entries: [with0] })).toBe('startup: 1,204 modules · 4.1 MB');
    const some = { ...entry, totals: { eager, conditional: { ...none, modules: 96 }, lazy: none } };
    expect(title({ ...report, entries: [some] })).toBe('startup: 1,204 to 1,300 modules');
    expect(title(emptyReport('graph'))).toBe('startup: nothing analysed');
  });

  it('has the colour of the verdict, and no figures of what failed', () => {
    const clean = { ...sampleReport('check'), findings: [], entries: [] };
    const error = { code: 'x', message: 'm', hint: 'h' };
    expect(renderBadge(clean)).toContain(PAINT.clean);
    expect(renderBadge(sampleReport('check'))).toContain(PAINT.findings);
    expect(renderBadge({ ...clean, error })).toContain(PAINT['could-not']);
    expect(title({ ...BOOTED, error })).toBe('startup: failed');
  });

  it('is as wide as its two halves', () => {
    const svg = renderBadge(BOOTED);
    const [whole, , left, right] = [...svg.matchAll(/ width="(\d+)"/g)].map(([, width]) => Number(width));
    expect(whole).toBe((left ?? 0) + (right ?? 0));
  });
});
