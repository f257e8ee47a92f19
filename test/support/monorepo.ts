import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { layOut } from './run-cli.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures');

/** Each step of the story: the folders of `fixtures/monorepo-variants` that are laid over the monorepo, in order. */
const STEPS = {
  before: [],
  cut: ['cut'],
  'listeners-lost': ['cut', 'listeners-lost'],
  'cycle-unmasked': ['cut', 'cycle-unmasked'],
  fixed: ['cut', 'fixed'],
  guarded: ['cut', 'fixed', 'guarded'],
  'heavy-again': ['cut', 'fixed', 'guarded', 'heavy-again'],
} as const satisfies Record<string, readonly string[]>;

export type Step = keyof typeof STEPS;

/**
 * Lays out the monorepo as it is at a step of its story, with the links that `npm install` makes for workspaces.
 *
 * @param more overlays for the end; `guarded` is nothing but a config and a baseline
 * @returns the absolute path of its root
 */
export function monorepoAt(step: Step, ...more: readonly string[]): string {
  const root = layOut({});
  cpSync(join(FIXTURES, 'monorepo'), root, { recursive: true });
  for (const overlay of [...STEPS[step], ...more]) {
    const from = join(FIXTURES, 'monorepo-variants', overlay);
    // A copy of nothing would make a step look like the one before it.
    if (!existsSync(from)) throw new Error(`There is no overlay ${overlay}`);
    cpSync(from, root, { recursive: true });
  }
  linkWorkspaces(root);
  return root;
}

function linkWorkspaces(root: string): void {
  for (const folder of readdirSync(join(root, 'packages'))) {
    const target = join(root, 'packages', folder);
    const { name } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as { name: string };
    const link = join(root, 'node_modules', name);
    mkdirSync(join(link, '..'), { recursive: true });
    symlinkSync(target, link, 'junction');
  }
}
