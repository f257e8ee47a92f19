import { expect, test } from 'vitest';
import { commandWithScript } from '../../../src/recording/with-script.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test.each([
  ['node src/main.js --port 1', 'node load.cjs'],
  ['node --import tsx --env-file=.env src/main.js', 'node --import tsx --env-file=.env load.cjs'],
  ['tsx watch ./src/main', 'tsx watch load.cjs'],
  ['node --require ./setup.cjs dist/main.js', 'node --require ./setup.cjs load.cjs'],
  // The script is not named: what is before it stays where that is Node's.
  ['node --require ./setup.cjs -C dev other.js x', 'node --require ./setup.cjs -C dev load.cjs'],
  ['node --enable-source-maps', 'node --enable-source-maps load.cjs'],
  ['npm start', 'node load.cjs'],
  ['src/main.js', 'node load.cjs'],
])('%s', (command, expected) => {
  const root = tempFolder({ 'src/main.js': '', 'dist/main.js': '', 'setup.cjs': '' });
  const mains = [`${root}/src/main.js`, `${root}/dist/main.js`];
  expect(commandWithScript(command.split(' '), mains, root, 'load.cjs').join(' ')).toBe(expected);
});
