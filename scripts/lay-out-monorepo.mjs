// Lays out fixtures/monorepo as a project of its own, with the links that `npm install` makes for workspaces:
// `node scripts/lay-out-monorepo.mjs FOLDER [STEP...]`. Steps are folders of fixtures/monorepo-variants, laid over it in
// order. Everything but the last step is committed: `compare HEAD` then tells what that step did.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));

/**
 * @param folder where to; made if there is none, and must be empty
 * @param steps overlays in order; the last one is left uncommitted
 * @returns absolute path of the project
 * @throws Error where the folder holds something, or there is no such overlay
 */
export function layOutMonorepo(folder, steps = []) {
  const root = resolve(folder);
  mkdirSync(root, { recursive: true });
  if (readdirSync(root).length > 0) throw new Error(`${root} is not empty`);
  cpSync(join(FIXTURES, 'monorepo'), root, { recursive: true });
  linkWorkspaces(root);
  writeFileSync(join(root, '.gitignore'), 'node_modules/\n');
  const last = steps.at(-1);
  for (const step of steps.slice(0, -1)) layOver(root, step);
  commit(root);
  if (last !== undefined) layOver(root, last);
  return root;
}

function layOver(root, step) {
  const from = join(FIXTURES, 'monorepo-variants', step);
  if (!existsSync(from)) throw new Error(`There is no step ${step} in fixtures/monorepo-variants`);
  cpSync(from, root, { recursive: true });
}

function linkWorkspaces(root) {
  for (const folder of readdirSync(join(root, 'packages'))) {
    const target = join(root, 'packages', folder);
    const { name } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
    const link = join(root, 'node_modules', name);
    mkdirSync(join(link, '..'), { recursive: true });
    symlinkSync(target, link, 'junction');
  }
}

/** By an author of its own: git may know nobody here. */
function commit(root) {
  const author = [
    '-c',
    'user.name=depot',
    '-c',
    'user.email=depot@example.org',
    '-c',
    'commit.gpgsign=false',
  ];
  const git = (...args) => execFileSync('git', [...author, ...args], { cwd: root, stdio: 'pipe' });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'The depot');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...steps] = process.argv.slice(2);
  if (folder === undefined) {
    console.error('Usage: node scripts/lay-out-monorepo.mjs FOLDER [STEP...]');
    process.exitCode = 2;
  } else console.log(layOutMonorepo(folder, steps));
}
