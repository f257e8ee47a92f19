import { describe, expect, it } from 'vitest';
import type { BootTrace } from '../../../src/model/boot.ts';
import type { Report } from '../../../src/model/report.ts';
import type { RenderOptions } from '../../../src/reporters/reporter.ts';
import { renderTerminal } from '../../../src/reporters/terminal.ts';
import { FAILED_BOOT, SAMPLE_BOOT } from '../../support/sample-boot.ts';
import { emptyReport, hostileReport, sampleReport } from '../../support/sample-report.ts';

const PLAIN: RenderOptions = { color: false, width: 80, verbose: false, sort: 'retained' };

function text(boots: readonly BootTrace[], options: Partial<RenderOptions> = {}): string {
  const report: Report = { ...emptyReport('boot'), boots };
  return renderTerminal(report, { ...PLAIN, ...options });
}

/** Names of the tree's rows, from its head to its legend. */
function names(out: string): string[] {
  const lines = out.split('\n');
  const from = lines.findIndex((line) => line.startsWith('  retained  total'));
  const column = lines[from]?.indexOf('module', lines[from].indexOf('modules') + 7) ?? 0;
  const to = lines.findIndex((line) => line.startsWith('  retained: '));
  return lines.slice(from + 1, to).map((line) => line.slice(column));
}

describe('the headline', () => {
  const out = text([SAMPLE_BOOT]);

  it('gives every total with how far it can be trusted', () => {
    expect(out.split('\n').slice(0, 6)).toEqual([
      'cli:help',
      '  node bin/tracker.js --help · v20.20.2 · until it exits',
      '  412 ms CPU ±8.9 (5.9x bare Node) · 430 ms wall ±31 · 92.4 MB · 32 modules',
      '  median of 12 runs; another series may show 5.8x to 6.1x without a cause',
      '  431 ms CPU (+4.6 %) with the probe that times the modules, 9 runs',
      '',
    ]);
    expect(text([SAMPLE_BOOT], { verbose: true, width: 120 })).toContain(
      'without a cause; of ms by up to 3.1 %\n',
    );
  });

  it('gives the range of a figure that says little by itself', () => {
    const wallMs = { value: 4_828, low: 1_900, high: 9_923, runs: 3 };
    const boot = { ...SAMPLE_BOOT, totals: { ...SAMPLE_BOOT.totals, wallMs } };
    expect(text([boot], { width: 120 })).toContain(' · 4,828 ms wall [1,900 to 9,923] · ');
  });

  it('speaks of ms where there is no bare Node to compare with', () => {
    const totals = { ...SAMPLE_BOOT.totals, multiple: null, multipleNoise: null };
    expect(text([{ ...SAMPLE_BOOT, totals }])).toContain('may differ by 3.1 % without a cause\n');
  });

  it('says when the boot was over', () => {
    const until = (ready: string, reached?: string) => {
      const [, how = ''] = text([{ ...SAMPLE_BOOT, ready, reached: reached ?? null }], {
        width: 120,
      }).split('\n');
      return how.slice(how.indexOf('until'));
    };
    expect(until('auto', 'listen:3000')).toBe('until it listens on port 3000');
    expect(until('auto')).toBe('until it exits, listens or is idle');
    expect(until('auto', 'idle')).toBe('until it is idle');
    expect(until('mark:ready', 'mark:ready')).toBe('until its mark ready');
    expect(until('http://localhost:3000/health')).toBe('until http://localhost:3000/health answers');
    expect(until('http:http://[::1]:80/')).toBe('until http://[::1]:80/ answers');
    expect(until('stdout:listening on: \\d+')).toBe('until it prints listening on: \\d+');
    expect(until('something:new')).toBe('until something:new');
  });

  it('does not repeat a command that is the entry, and leaves out what was not measured', () => {
    const nothing = {
      cpuMs: null,
      wallMs: null,
      rssBytes: null,
      multiple: null,
      probedCpuMs: null,
      noise: null,
      multipleNoise: null,
    };
    const entry = 'node bin/tracker.js --help';
    const bare = text([
      { ...SAMPLE_BOOT, entry, totals: { ...SAMPLE_BOOT.totals, ...nothing }, modules: [] },
    ]);
    expect(bare.split('\n').slice(0, 3)).toEqual([entry, '  v20.20.2 · until it exits', '']);
  });

  it('names what the probe cannot see, and which figure to trust', () => {
    const failed = text([FAILED_BOOT], { width: 120 });
    expect(failed).toMatch(
      /! {2}Modules were seen through module\.register\. What require\(\) of an ES module/,
    );
    expect(failed).toMatch(/wall time is 12x CPU: .*; trust CPU\n/);
    expect(failed).toMatch(/!  CPU varies: the range of its median is 34 % wide.*more --runs narrow it/s);
    expect(failed.replaceAll(/\s+/g, ' ')).toContain(
      'only 1 run: how far the figures may be off is unknown (more --runs help, and a longer --max-time)',
    );
    expect(failed).toContain('  96 ms CPU · 1,201 ms wall');
    expect(out).not.toContain('!  ');
  });

  it('does not repeat as a doubt what stands beside the figures', () => {
    const doubts = [
      { kind: 'spread', metric: 'wall', spread: 0.61 },
      { kind: 'overhead', overhead: 0.12 },
    ] as const;
    const boot = { ...SAMPLE_BOOT, totals: { ...SAMPLE_BOOT.totals, doubts } };
    expect(text([boot])).not.toContain('!  ');
    expect(text([boot], { verbose: true }).match(/^ {2}! {2}/gm)).toHaveLength(2);
  });

  it('does not speak of what could not be seen where nothing was looked at', () => {
    expect(text([{ ...FAILED_BOOT, modules: [] }])).not.toContain('Modules were seen');
  });
});

describe('a failure', () => {
  const lines = text([FAILED_BOOT]).split('\n');

  it('comes first, with the module, the end of the output and what to do', () => {
    const at = lines.indexOf('x  boot failed: it was killed');
    expect(at).toBe(3);
    expect(lines.slice(at + 1, at + 5)).toEqual([
      '   The process was killed by SIGKILL after 1.2 s.',
      '   while dist/log.js was being evaluated',
      '   end of stderr',
      '   | warn line 11',
    ]);
    expect(lines[at + 22]).toBe('   | warn line 29');
    // A line that was written over is shown as it was last.
    expect(lines[at + 23]).toBe('   | 100 %');
    expect(lines[at + 24]).toBe('   fix: Look for what kills it: the system does when memory runs out.');
  });

  it('still shows what was measured', () => {
    expect(lines).toContain('  measured before it failed');
    expect(names(lines.join('\n'))).toEqual(['bin/tracker.js', '└ dist/cli.js', '  └ dist/log.js (2 times)']);
    expect(lines.join('\n')).not.toMatch(/comes in at|Next/);
    const nothing = { ...FAILED_BOOT, modules: [], totals: { ...FAILED_BOOT.totals, cpuMs: null } };
    expect(text([nothing])).not.toContain('measured before');
  });

  it('says how it ended where the message does not', () => {
    const failure = {
      ...FAILED_BOOT.failure,
      kind: 'exit-code',
      message: 'It broke.',
    } as BootTrace['failure'];
    const runs = FAILED_BOOT.runs.map((run) => ({ ...run, exitCode: 3, signal: null }));
    expect(text([{ ...FAILED_BOOT, failure, runs }])).toContain('it ended with an error, exit code 3\n');
  });
});

describe('the tree', () => {
  it('shows the path to the heaviest first, packages by name, the rest folded with its sum', () => {
    const out = text([SAMPLE_BOOT]);
    expect(names(out).slice(0, 8)).toEqual([
      'bin/tracker.js',
      '└ dist/cli.js',
      '  ├ dist/commands/migrate.js',
      '  │ └ ts-morph dist/ts-morph.js',
      '  │   └ @ts-morph/common …/ts-morph-common.js',
      '  │     ├ typescript lib/typescript.js',
      '  │     └ fast-glob out/index.js',
      '  │       └ out/managers/tasks.js',
    ]);
    expect(out).not.toContain('node:module');
    // Total times add up, retained ones are not summed: log.js 17, paint.js 6.3, package.json 0.3.
    expect(text([SAMPLE_BOOT], { top: 7 })).toMatch(/^ {15}23 +12 {2}│ └ … 3 more$/m);
  });

  it('marks what is not usual', () => {
    const all = names(text([SAMPLE_BOOT], { depth: 9 })).join('\n');
    expect(all).toContain('dist/settings.js ~');
    expect(all).toContain('fsevents fsevents.node (threw)');
    expect(all).toContain('dist/log.js (2 times)');
    expect(text([SAMPLE_BOOT])).toContain('~ overlapped with others');
  });

  it('counts each module of the boot once in its columns', () => {
    const totals = SAMPLE_BOOT.modules.filter(({ importer }) => importer === null);
    const out = text([SAMPLE_BOOT], { top: 1 });
    expect(names(out)).toEqual(['bin/tracker.js']);
    expect(out).toMatch(/^ +280 +280 +0\.6 +32 {2}bin\/tracker\.js$/m);
    expect(totals.map(({ totalMs }) => Math.round(totalMs))).toEqual([280]);
  });

  it('--top shows so many modules, neither more nor fewer', () => {
    for (const top of [3, 7, 12]) {
      const shown = names(text([SAMPLE_BOOT], { top })).filter((name) => !/… \d+ more/.test(name));
      expect(shown).toHaveLength(top);
    }
  });

  it('--depth bounds the levels', () => {
    expect(names(text([SAMPLE_BOOT], { depth: 1 }))).toEqual([
      'bin/tracker.js',
      '├ dist/cli.js',
      '└ node:module',
    ]);
  });

  it('--sort self is a plain list with the sum of the rest', () => {
    const out = text([SAMPLE_BOOT], { sort: 'self', top: 3 });
    expect(names(out)).toEqual([
      'typescript lib/typescript.js',
      'dist/settings.js ~',
      'ts-morph dist/ts-morph.js',
      '… 36 more',
    ]);
    const all = SAMPLE_BOOT.modules.reduce((sum, { selfMs }) => sum + selfMs, 0);
    const rest = Math.round(all - 98.4 - 38.2 - 21.5);
    expect(out).toMatch(new RegExp(`^ +${rest} +\\d+ {2}… 36 more$`, 'm'));
  });

  it('--sort order and total keep to their order', () => {
    const top = (options: Partial<RenderOptions>) =>
      names(text([SAMPLE_BOOT], { depth: 2, top: 30, ...options })).filter((name) => /^[│ ] [├└]/.test(name));
    expect(top({ sort: 'order' })).toEqual([
      '  ├ dist/log.js (2 times)',
      '  ├ dist/paint.js',
      '  ├ package.json',
      '  ├ dist/commands/migrate.js',
      '  └ dist/commands/lint.js',
    ]);
    expect(top({ sort: 'total' })[0]).toBe('│ ├ dist/commands/migrate.js');
  });

  it('draws bars of the sorted column where there is room', () => {
    expect(text([SAMPLE_BOOT], { width: 120 })).toMatch(/138 +138 +34 +98 +1 {2}█{5} +│ {5}├ typescript lib/);
    expect(text([SAMPLE_BOOT])).not.toContain('█');
    expect(text([SAMPLE_BOOT], { width: 120 })).toContain('; load: finding, reading and compiling it;');
  });

  it('tells preloads from the entry, and what the boot broke off', () => {
    const [first, ...rest] = SAMPLE_BOOT.modules;
    if (!first) throw new Error('The sample is empty.');
    const loader = { ...first, id: 'loader.mjs' as typeof first.id, order: -1 };
    const modules = [loader, { ...first, outcome: 'unfinished' as const }, ...rest];
    const out = text([{ ...SAMPLE_BOOT, modules }]);
    expect(names(out)).toContain('loader.mjs (preload)');
    expect(names(out)).toContain('bin/tracker.js (unfinished)');
    expect(out).toContain('unfinished: the boot was over');
  });

  it('--verbose shows every module', () => {
    const all = names(text([SAMPLE_BOOT], { verbose: true }));
    expect(all).toHaveLength(SAMPLE_BOOT.modules.length);
    expect(all.join()).not.toContain('more');
  });

  it('bears chains of thousands of modules', () => {
    const [first] = SAMPLE_BOOT.modules;
    if (!first) throw new Error('The sample is empty.');
    const size = 5_000;
    const chain = Array.from({ length: size }, (_, order) => ({
      ...first,
      id: `m${order}.js` as typeof first.id,
      importer: order === 0 ? null : (`m${order - 1}.js` as typeof first.id),
      totalMs: size - order,
      retainedMs: size - order,
      order,
    }));
    const out = names(text([{ ...SAMPLE_BOOT, modules: chain }]));
    expect(out).toHaveLength(13);
    expect(names(text([{ ...SAMPLE_BOOT, modules: chain }], { verbose: true }))).toHaveLength(101);
  });
});

describe('what comes below', () => {
  const out = text([SAMPLE_BOOT]);

  it('lists packages by what leaves with them, and who brings them in', () => {
    expect(out).toMatch(/^ {2}typescript +138 +133 +1 {2}…\/migrate\.js via ts-morph$/m);
    expect(out).toMatch(/^ {2}ts-morph +64 +39 +1 {2}dist\/commands\/migrate\.js$/m);
    expect(text([SAMPLE_BOOT], { top: 2 })).toContain('… and 8 more (--top)');
  });

  it('lists builtins, time outside modules, processes, memory and registrations', () => {
    const all = text([SAMPLE_BOOT], { top: 7 });
    expect(out.replace(/\n +/, ' ')).toMatch(/7 Node builtins, 17 ms together: node:crypto 5\.7 · /);
    expect(all).toMatch(/^ {2}node:crypto +5\.7 ms {2}dist\/settings\.js$/m);
    expect(out).toContain("outside all modules: Node's own boot 31 ms · module loader 6.4 ms");
    expect(out).toMatch(/^ {2}child process +git rev-parse \S+ +still running$/m);
    expect(out).toMatch(/^ {2}launcher +288 ms CPU {2}412 modules {2}npm exec/m);
    expect(out).toMatch(/^ {2}ts-morph +18\.4 MB {3}9\.1 MB {2}dist\/commands\/migrate\.js$/m);
    expect(out).toMatch(/^ {2}fsevents +could not be loaded on its own$/m);
    expect(out).toContain('side effects of 6 modules while evaluated: 1 patch of a builtin,');
    expect(out).toMatch(/^ {4}typescript\/lib\/typescript\.js +changes node:fs\.readFileSync$/m);
  });

  it('leaves out what was not looked at', () => {
    const { memory, registrations, processes } = FAILED_BOOT;
    const bare = text([{ ...SAMPLE_BOOT, memory, registrations, processes }]);
    expect(bare).not.toMatch(/garbage|side effects|also started/);
    expect(text([{ ...SAMPLE_BOOT, registrations: [] }])).toContain('no module had side effects');
  });

  it('ends in what to do next', () => {
    expect(out.slice(out.indexOf('Next'))).toBe(
      [
        'Next',
        '  import-budget why typescript bin/tracker.js',
        '    138 ms from dist/commands/migrate.js',
        '  import-budget boot cli:help --output cpuprofile=boot.cpuprofile',
        '    a flame chart for Chrome DevTools or speedscope',
        '',
      ].join('\n'),
    );
    const entry = SAMPLE_BOOT.command.join(' ');
    expect(text([{ ...SAMPLE_BOOT, entry, ready: 'auto' }])).toContain(
      'import-budget boot --output cpuprofile=boot.cpuprofile -- node bin/tracker.js --help',
    );
    expect(text([{ ...SAMPLE_BOOT, entry, ready: 'listen:3000' }])).toContain(
      'import-budget boot --ready listen:3000 --output',
    );
  });

  it('leaves remarks on imports to a reader who asks for all', () => {
    const at = { file: 'src/a.ts', line: 3 };
    const notices: Report['notices'] = [
      { code: 'unresolved', level: 'warning', message: 'nowhere', at },
      { code: 'cold-disk', level: 'warning', message: 'needs Linux' },
    ];
    const report: Report = { ...emptyReport('boot'), boots: [SAMPLE_BOOT], notices };
    const short = renderTerminal(report, PLAIN);
    expect(short).toContain('needs Linux');
    expect(short).not.toContain('nowhere');
    expect(short).toContain('i  1 remark on imports in the code (--verbose)');
    expect(renderTerminal(report, { ...PLAIN, verbose: true })).toContain('nowhere');
  });

  it('has one row for all that a module did of one kind, as far as there is room', () => {
    const module = SAMPLE_BOOT.main ?? ('' as NonNullable<BootTrace['main']>);
    const patch = (name: string) =>
      ({ module, kind: 'builtin-patch', target: 'fs', name, count: 1 }) as const;
    const registrations = ['close', 'closeSync', 'Symbol.for(queue)', 'appendFile', 'chmod', 'chown'].map(
      patch,
    );
    const all = [...registrations, patch('close')];
    const rows = text([{ ...SAMPLE_BOOT, registrations: all }]).match(/^ {4}bin\/tracker\.js .*$/gm);
    expect(rows).toEqual(['    bin/tracker.js  changes fs.close, fs.closeSync and 4 more']);
  });
});

describe('several boots', () => {
  const boots = ['a', 'b', 'c', 'd'].map((entry, at) => {
    const cpuMs = { value: 100 * (at + 1), low: 90 * (at + 1), high: 110 * (at + 1), runs: 9 };
    return { ...SAMPLE_BOOT, entry, totals: { ...SAMPLE_BOOT.totals, cpuMs } };
  });

  it('are compared at a glance, heaviest first, failed ones before them', () => {
    const [, b] = boots;
    const failed = { ...(b ?? SAMPLE_BOOT), failure: FAILED_BOOT.failure };
    const rows = text(boots.map((boot) => (boot === b ? failed : boot)))
      .split('\n')
      .slice(2, 6);
    expect(rows.map((row) => row.trim().split(/\s+/)[0])).toEqual(['b', 'd', 'c', 'a']);
    expect(rows[0]).toMatch(/200 ±20 +5\.9x +430 +92\.4 MB +32 +it was killed$/);
  });

  it('stay as they are when they are few', () => {
    expect(text(boots.slice(0, 2))).toMatch(/^a\n/);
    expect(text([])).toBe('Nothing was booted.\n');
  });
});

it('fits the width at 80, 100 and 120 columns', () => {
  for (const width of [80, 100, 120])
    for (const line of renderTerminal(sampleReport('boot'), { ...PLAIN, width }).split('\n'))
      expect([...line].length, line).toBeLessThanOrEqual(width);
});

it('lets hostile output of a program through on lines of its own only', () => {
  const out = renderTerminal(hostileReport('boot'), { ...PLAIN, width: 120 });
  expect(out).toContain('   | \\u{9b}2J');
});
