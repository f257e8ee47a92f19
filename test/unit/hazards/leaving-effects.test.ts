import { expect, it } from 'vitest';
import { leavingEffects } from '../../../src/hazards/leaving-effects.ts';
import { effectsIn } from '../../support/effects-in.ts';
import { toId } from '../../support/graph-of.ts';

it('lists what the modules do that a cut takes away, by module and line', () => {
  const ids = ['main', 'b', 'a', 'unread'].map(toId);
  const sources = {
    main: `setTimeout(f);`,
    b: `process.on('x', f);`,
    a: `\nprocess.on('z', f);\nprocess.on('y', f);`,
  };
  const effects = new Map(Object.entries(sources).map(([id, text]) => [toId(id), effectsIn(text, id)]));
  const leaving = leavingEffects(new Set(ids), new Set([toId('main'), toId('new')]), effects);
  expect(leaving.map(({ module, line, what }) => `${module}:${line} ${what}`)).toEqual([
    'a:2 process.on z',
    'a:3 process.on y',
    'b:1 process.on x',
  ]);
  expect(leavingEffects(new Set(ids), new Set(ids), effects)).toEqual([]);
});
