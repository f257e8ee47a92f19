import { describe, expect, it } from 'vitest';
import { bootTimeline } from '../../../src/reporters/boot-timeline.ts';
import { packReport } from '../../../src/reporters/html/payload.ts';
import { layOutBoot, placeAt } from '../../../src/page/boot-layout.ts';
import { decodePayload } from '../../../src/page/decode.ts';
import { nextPlace } from '../../../src/page/icicle-keys.ts';
import { SAMPLE_BOOT } from '../../support/sample-boot.ts';
import { sampleReport } from '../../support/sample-report.ts';

const data = decodePayload(packReport(sampleReport('boot')));
const boot = data.entries[0]!.boot!;
const layout = layOutBoot(boot);
const idOf = (place: number) => data.modules[boot.modules[place]!]!.id;
const placeOf = (id: string) => layout.placeOf.get(data.numberOf.get(id)!)!;

describe('layOutBoot', () => {
  it('puts modules where a profile puts them', () => {
    const [root] = bootTimeline(SAMPLE_BOOT).filter(({ kind }) => kind === 'module');
    const cli = root!.children.find(({ name }) => name === 'dist/cli.js')!;
    const place = placeOf('dist/cli.js');
    expect(layout.start[place]).toBeCloseTo((cli.startUs - root!.startUs) / 1000, 1);
    expect(layout.end[place]).toBeCloseTo((cli.endUs - root!.startUs) / 1000, 1);
    expect(layout.depth[place]).toBe(1);
    const own = Array.from(layout.ownMs).reduce((sum, ms) => sum + ms, 0);
    expect(layout.totalMs).toBeCloseTo(own, 6);
  });

  it('finds what is drawn at a time and depth', () => {
    for (const [place, depth] of layout.depth.entries()) {
      if (layout.end[place]! - layout.start[place]! < 0.02) continue;
      expect(placeAt(layout, (layout.start[place]! + layout.end[place]!) / 2, depth)).toBe(place);
    }
    expect(placeAt(layout, layout.totalMs + 1, 0)).toBe(-1);
    expect(placeAt(layout, 0.1, 5)).toBe(-1);
  });
});

describe('nextPlace', () => {
  const from = (id: string, key: string, zoom = -1) => {
    const next = nextPlace(layout, id === '' ? -1 : placeOf(id), key, zoom);
    return next === null ? null : idOf(next);
  };

  it('goes to importers, imports and neighbours', () => {
    expect(from('', 'ArrowDown')).toBe('bin/tracker.js');
    expect(from('dist/cli.js', 'ArrowUp')).toBe('bin/tracker.js');
    expect(from('bin/tracker.js', 'ArrowUp')).toBe('bin/tracker.js');
    expect(from('dist/cli.js', 'ArrowDown')).toBe('dist/commands/migrate.js');
    expect(from('dist/log.js', 'ArrowRight')).toBe('dist/paint.js');
    expect(from('dist/log.js', 'ArrowLeft')).toBe('dist/log.js');
    expect(from('dist/log.js', 'End')).toBe('dist/commands/lint.js');
    expect(from('dist/locale/en.json', 'ArrowDown')).toBe('dist/locale/en.json');
    expect(from('dist/log.js', 'x')).toBeNull();
  });

  it('does not leave what is zoomed into', () => {
    const zoom = placeOf('dist/log.js');
    expect(from('dist/log.js', 'ArrowUp', zoom)).toBe('dist/log.js');
    expect(from('dist/log.js', 'ArrowRight', zoom)).toBe('dist/log.js');
    expect(from('', 'Home', zoom)).toBe('dist/log.js');
  });
});
