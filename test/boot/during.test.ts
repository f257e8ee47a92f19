import { expect, it } from 'vitest';
import { layOut, reportOf, runCli } from '../support/run-cli.ts';

it('a boot tells in whose evaluation a lazy require ran', async () => {
  const root = layOut({
    'package.json': { name: 'p' },
    'main.js': "const a = require('./a');\nrequire('./b');\na.own();\nsetImmediate(a.later);\n",
    'a.js':
      "require('./eager');\nexports.lazy = () => require('./x');\nexports.own = () => require('./y');\nexports.later = () => require('./z');\n",
    'b.js': "const helper = require('./helper');\nhelper.call(require('./a').lazy);\n",
    'helper.js': 'exports.call = (run) => run();\n',
    'eager.js': '',
    'x.js': "require('./below');\n",
    'below.js': '',
    'y.js': '',
    'z.js': '',
  });
  const args = [
    'boot',
    '--entry',
    'main=main.js',
    '--json',
    '--runs',
    '1',
    '--probed-runs',
    '1',
    '--no-cache',
  ];
  const { boots } = reportOf(await runCli([...args, '--root', root]));
  const own = boots![0]!.modules.filter(({ origin }) => origin === 'project');
  const during = Object.fromEntries(
    own.flatMap((each) => ('during' in each ? [[each.id, each.during]] : [])),
  );
  expect(during).toEqual({ 'x.js': 'b.js', 'y.js': 'main.js', 'z.js': null });
});
