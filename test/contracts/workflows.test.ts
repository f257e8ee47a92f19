import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const FOLDER = join(ROOT, '.github', 'workflows');
const workflows = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(join(FOLDER, name), 'utf8'),
}));

/** What a POSIX shell understands and cmd.exe does not. */
const POSIX_ONLY = /^\w+=|[;'`$]|(?:^|&& )(?:rm|cp|mv|mkdir|test|export|cat|\[|\w+=\S* ) ?/;

describe('scripts of package.json', () => {
  it.each(Object.entries(scripts))('%s runs under cmd.exe as well', (_name, script) => {
    expect(script).not.toMatch(POSIX_ONLY);
  });

  it('what cmd.exe does not understand is recognised', () => {
    for (const wrong of [
      "echo 'a b'",
      'CI=1 vitest',
      'tsc && rm -rf dist',
      'tsc && CI=1 node a',
      'a; b',
      'echo $HOME',
    ])
      expect(wrong).toMatch(POSIX_ONLY);
  });
});

describe('workflows', () => {
  it.each(workflows)('$name calls only scripts there are', ({ text }) => {
    const called = [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, script = '']) => script);
    expect(called.filter((script) => !(script in scripts))).toEqual([]);
  });

  it('the three systems and the four Nodes are run, and the package is checked', () => {
    const { text = '' } = workflows.find(({ name }) => name === 'ci.yml') ?? {};
    expect(text).toContain('os: [ubuntu-latest, macos-latest, windows-latest]');
    expect(text).toContain('node: [20, 22, 24, 26]');
    expect(text).toContain('npm run check:package');
  });
});
