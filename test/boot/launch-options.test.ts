import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../src/boot/child-environment.ts';
import { injectPreload } from '../../src/boot/node-options.ts';
import { tempFolder } from '../support/temp-folder.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'boot', 'launch');
const isWindows = process.platform === 'win32';

/** Runs a command with a preload in a folder of that name; the preload says so for every process of Node. */
function outputOf(name: string, command: readonly string[], existing?: string): string {
  const base = tempFolder({
    'package.json': '{ "scripts": { "hello": "node says-hello.cjs" } }',
    'probe.cjs': 'process.stdout.write("first ");',
  });
  const folder = join(base, name);
  mkdirSync(folder);
  copyFileSync(join(FIXTURES, 'preloaded.cjs'), join(folder, 'preload.cjs'));
  copyFileSync(join(FIXTURES, 'says-hello.cjs'), join(base, 'says-hello.cjs'));
  writeFileSync(join(base, '.npmrc'), 'update-notifier=false\noffline=true\n');
  const own = { NODE_OPTIONS: injectPreload(join(folder, 'preload.cjs'), existing) };
  const env = childEnvironment(process.env, own, { platform: process.platform, compileCache: null });
  const [file = '', ...args] = command;
  return execFileSync(file, args, { cwd: base, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

const nasty = isWindows
  ? ['plain', 'two words', 'ü €', '--flag', '%PATH%']
  : [
      'plain',
      'two words',
      'a "quoted" one',
      'back\\slash',
      'ends in \\',
      'ü € 𝒳',
      "it's $HOME `x`",
      '--flag',
      'a\nb',
    ];

describe('injectPreload, as Node reads it', () => {
  it.each(nasty)('a folder named %j', (name) => {
    expect(outputOf(name, [process.execPath, 'says-hello.cjs'])).toBe('preloaded hello');
  });

  it('keeps options that were there, and comes before them', () => {
    const existing = '--require "./probe.cjs" --no-deprecation';
    const shown = outputOf('two words', [process.execPath, 'says-hello.cjs'], existing);
    expect(shown).toBe('preloaded first hello');
  });

  describe.skipIf(isWindows)('through', () => {
    const name = 'all "of" \\ it ü';
    it('a shell', () => {
      expect(outputOf(name, ['sh', '-c', 'node says-hello.cjs'])).toBe('preloaded hello');
    });

    it.each([
      ['npm run', ['npm', 'run', '--silent', 'hello']],
      ['npx', ['npx', '-c', 'node says-hello.cjs']],
    ])('%s', (_, command) => {
      // Once for npm itself, once for the program.
      expect(outputOf(name, command)).toBe('preloaded preloaded hello');
    });
  });
});
