import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../../../src/reporters/terminal.ts';
import { sampleReport } from '../../support/sample-report.ts';

describe('a comparison at a terminal', () => {
  it('tells the verdict, what came by which import and commit, and what vanished', () => {
    const text = renderTerminal(sampleReport('compare'), { color: false, width: 80, verbose: false });
    for (const part of [
      'base  main (3f2c1a9b0 2026-03-01 Add migrate)',
      'head  working tree (on 3f2c1a9b0 2026-03-01 Add migrate, with changes)',
      'x  cli\n   slower by 6.1 % (95 %: +3.9 % to +8.4 %)\n   412 -> 437 ms CPU, 30 pairs of boots in turn',
      'at startup: 612 modules (+341), 3 packages, 1.2 MB (+682 kB)',
      "+ 2 modules, 120 kB  by src/cli.ts:14  import './src/commands/migrate.ts'\n       1 package: pg\n       3f2c1a9b0 2026-03-01 Add migrate\n       bin/tracker.ts:3 -> src/cli.ts:14 -> src/commands/migrate.ts",
      '+ 1 module, 900 B, on some path only',
      'not committed yet',
      '- vanished: registrar src/bus.ts#subscribe order',
      '?  sync\n   not measured\n   the boot of base crashed (exit code 1)\n     Error: no\n     such thing',
      '5.9x -> 6.3x bare Node (+6.8 %); within the 21 % that two such series may',
      '+  entry-arrived  a new entry',
      '-  entry-left  only base has this entry',
      'import-budget why pg cli',
    ])
      expect(text).toContain(part);
  });
});
