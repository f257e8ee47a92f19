import { describe, expect, it } from 'vitest';
import { cutJudge } from '../../../src/hazards/cut-hazards.ts';
import { toId } from '../../support/graph-of.ts';
import { smallProject, told } from '../../support/cycles-in.ts';

const FILES = {
  'main.mjs': "import './a.mjs';\nimport './b.mjs';",
  'a.mjs':
    "import { LIMIT } from './b.mjs';\nexport const name = () => 'a';\nexport const doubled = LIMIT * 2;",
  'b.mjs': "import { name } from './a.mjs';\nexport const LIMIT = 10;\nexport const describe = () => name();",
};
const options = { nodeMajor: 24 };

describe('a cut', () => {
  it('unmasks what the import it takes away held together', () => {
    const { programs } = smallProject(FILES);
    const cut = { from: toId('main.mjs'), to: toId('a.mjs') };
    const found = cutJudge(programs, toId('main.mjs'), options)([cut]);
    expect(told(found.atBoot)).toEqual(['a.mjs:3 tdz LIMIT of b.mjs']);
    expect(found).toMatchObject({ later: [], mended: [], modules: [] });
  });

  it('may mend what breaks today', () => {
    const { programs } = smallProject({ ...FILES, 'main.mjs': "import './b.mjs';\nimport './a.mjs';" });
    const cut = { from: toId('b.mjs'), to: toId('a.mjs') };
    const found = cutJudge(programs, toId('main.mjs'), options)([cut]);
    expect(found.atBoot).toEqual([]);
    expect(told(found.mended)).toEqual(['a.mjs:3 tdz LIMIT of b.mjs']);
  });

  it('names what leaves startup, and the calls that are no longer made there', () => {
    const { programs } = smallProject({
      'main.mjs': "import { x } from './x.mjs';\nexport const use = () => x;",
      'x.mjs': "import './y.mjs';\nexport const x = 1;\nprocess.on('exit', () => {});",
      'y.mjs': "import './x.mjs';\nexport const y = 1;",
    });
    const cut = { from: toId('main.mjs'), to: toId('x.mjs') };
    // The entry is in no cycle, so that its outline knows no names: it is loaded by nobody else then.
    const found = cutJudge(programs, toId('main.mjs'), options)([cut]);
    expect(found.modules).toEqual(['y.mjs', 'x.mjs']);
    expect(found.calls).toMatchObject([{ module: 'x.mjs', callee: 'process.on', text: 'exit' }]);
  });

  it('breaks the lazy load that comes to a cycle from the wrong side', () => {
    const { programs } = smallProject({
      'main.mjs': "import './a.mjs';\nimport './lazy.mjs';",
      'a.mjs': FILES['a.mjs'],
      'b.mjs': FILES['b.mjs'],
      'lazy.mjs': "import './b.mjs';",
    });
    const cuts = [
      { from: toId('main.mjs'), to: toId('a.mjs') },
      { from: toId('main.mjs'), to: toId('lazy.mjs') },
    ];
    const { atBoot, later } = cutJudge(programs, toId('main.mjs'), options)(cuts);
    expect(atBoot).toEqual([]);
    expect(later.map(({ root, hazards }) => [root, ...told(hazards)])).toEqual([
      ['lazy.mjs', 'a.mjs:3 tdz LIMIT of b.mjs'],
    ]);
  });
});
