import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function pagesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));
}

const PAGES = [...pagesIn('.'), ...pagesIn('docs'), ...pagesIn('src/rules'), ...pagesIn('bench')];

function textOf(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

/** Without blocks of code, where brackets mean something else. */
function proseOf(page: string): string {
  return textOf(page)
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ' '));
}

/** As GitHub makes them. */
function anchorsOf(page: string): Set<string> {
  const headings = [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

describe.each(PAGES)('%s', (page) => {
  it('leads to files and headings that there are', () => {
    const links = [...proseOf(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(resolve(ROOT, target))) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe('pages of docs/', () => {
  it('that are made from something else are as their sources say', () => {
    execFileSync(process.execPath, [join(ROOT, 'scripts/docs.mjs'), '--check'], { stdio: 'pipe' });
  });

  it('name no flag that no command has', async () => {
    const commands = 'graph why check boot cycles suggest try fix compare report baseline doctor init'.split(
      ' ',
    );
    const helps = await Promise.all(commands.map((command) => runCli([command, '--help'])));
    const known = new Set(helps.flatMap(({ stdout }) => stdout.match(/--[a-z][a-z-]+/g) ?? []));
    const unknown = pagesIn('docs').flatMap((page) =>
      [...textOf(page).matchAll(/import-budget ([a-z]+)\b([^\n`|]*)/g)]
        .filter(([, command = '']) => commands.includes(command))
        .flatMap(
          ([, , rest = '']) => rest.replace(/ -- .*| #.*|".*?"/g, '').match(/(?<= )--[a-z][a-z-]+/g) ?? [],
        )
        .filter((flag) => !known.has(flag))
        .map((flag) => `${page}: ${flag}`),
    );
    expect(known.size).toBeGreaterThan(30);
    expect(unknown).toEqual([]);
  });
});
