import { describe, expect, it } from 'vitest';
import type { BootTrace, ModuleVisit } from '../../../src/model/boot.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { RenderOptions } from '../../../src/reporters/reporter.ts';
import { renderTerminal } from '../../../src/reporters/terminal.ts';
import { FAILED_BOOT, SAMPLE_BOOT } from '../../support/sample-boot.ts';
import { emptyReport } from '../../support/sample-report.ts';

const PLAIN: RenderOptions = { color: false, width: 80, verbose: false };

function text(boot: BootTrace, options: Partial<RenderOptions> = {}): string {
  return renderTerminal({ ...emptyReport('boot'), boots: [boot] }, { ...PLAIN, ...options });
}

/** A boot of modules that each take so many ms themselves, and retain a part of what they take in all. */
function bootOf(
  modules: readonly [id: string, importer: string | null, selfMs: number, goes: boolean][],
): BootTrace {
  const [sample] = SAMPLE_BOOT.modules;
  const totalOf = (id: string): number =>
    modules.reduce(
      (sum, [name, above, self]) => sum + (name === id ? self : above === id ? totalOf(name) : 0),
      0,
    );
  const visits = modules.map(([id, importer, selfMs, goes], order): ModuleVisit => {
    const totalMs = totalOf(id);
    const none = { resolveMs: 0, readMs: 0, lexMs: 0, compileMs: 0, linkMs: 0 };
    const names = { id: id as ModuleId, importer: importer as ModuleId | null, package: null };
    return {
      ...(sample as ModuleVisit),
      ...names,
      ...none,
      origin: 'project',
      order,
      selfMs,
      totalMs,
      retainedMs: goes ? totalMs : 0,
    };
  });
  return { ...SAMPLE_BOOT, modules: visits };
}

function icicle(out: string): string[] {
  return out.split('\n').filter((line) => /[█░▌]/.test(line) && !line.includes('load order'));
}

describe('a boot that nobody asked more of', () => {
  it('fits on a screen, and every list has its sentence', () => {
    const out = text(SAMPLE_BOOT);
    expect(out.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
    expect(out).toMatch(/^ {2}packages: typescript 138 ms · .* and \d+ more \(--verbose\)$/m);
    expect(out).toMatch(/^ {2}left behind: 2 patches · 3 listeners; started: 3 processes, 1 still running$/m);
    expect(out.match(/^ {2}import-budget /gm)).toHaveLength(1);
  });

  it('does not call a process that has ended left behind', () => {
    const processes = SAMPLE_BOOT.processes.map((each) => ({ ...each, left: false }));
    const out = text({ ...SAMPLE_BOOT, registrations: [], processes });
    expect(out).not.toContain('left behind');
    expect(out).toMatch(/^ {2}started: 3 processes$/m);
  });

  it('is drawn in full with --verbose, --top, --depth or --sort', () => {
    for (const how of [{ verbose: true }, { top: 4 }, { depth: 2 }, { sort: 'retained' as const }]) {
      const out = text(SAMPLE_BOOT, how);
      expect(out).toContain('outside all modules');
      expect(out).not.toContain('load order;');
    }
  });

  it('tells of a failure first, and leaves out what comes after it', () => {
    const out = text(FAILED_BOOT);
    expect(out.indexOf('boot failed')).toBeLessThan(out.indexOf('measured before it failed'));
    expect(out).not.toContain('packages:');
  });
});

describe('the icicle', () => {
  const boot = bootOf([
    ['main.js', null, 0, true],
    ['app.js', 'main.js', 0, true],
    ['first.js', 'app.js', 38, true],
    ['second.js', 'app.js', 19, false],
    ['third.js', 'second.js', 19, true],
  ]);

  it('has columns in load order, in proportion to time, dark where the time goes with the module', () => {
    const [above, row, below] = icicle(text(boot));
    expect(above).toMatch(/^ {2}█ app\.js █+$/);
    expect(row).toMatch(/^ {2}█ first\.js █+ ░ second\.js ░+$/);
    expect(row?.indexOf('░')).toBe(2 + 39);
    expect(below?.trimEnd()).toMatch(/^ {41}█ third\.js █+$/);
    expect([...(below?.trimEnd() ?? '')]).toHaveLength(60);
  });

  it('leaves out what has no room, and itself where nothing can be read', () => {
    expect(icicle(text(boot, { width: 59 }))).toEqual([]);
    expect(icicle(text(boot, { blocks: false }))).toEqual([]);
    expect(icicle(text(bootOf([['only.js', null, 5, true]])))).toEqual([]);
    const slivers = bootOf([
      ['main.js', null, 0, true],
      ...Array.from({ length: 500 }, (_, at): [string, string, number, boolean] => [
        `m${at}.js`,
        'main.js',
        1,
        true,
      ]),
    ]);
    const rows = icicle(text(slivers));
    expect(rows.length).toBe(2);
    for (const row of rows) expect([...row].length).toBeLessThanOrEqual(80);
    expect(rows.join('\n')).not.toContain('m1.js');
  });
});
