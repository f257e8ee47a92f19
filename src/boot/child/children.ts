import type { ChildSettings } from '../protocol.ts';
import type { NodeInternals } from './node-internals.ts';
import { publicBinding } from './public-binding.ts';
import * as saved from './saved.ts';

interface SpawnOptions {
  envPairs?: string[];
}

const NAME = 'NODE_OPTIONS=';

/**
 * Makes the program see its own NODE_OPTIONS, and still brings the probe into the processes it starts, also when it
 * starts them with an environment of its own. To be called on every thread: each has functions of its own to start them.
 *
 * @returns false where processes cannot be followed that way: NODE_OPTIONS is left as it was then
 */
export function followChildren(settings: ChildSettings, internals: NodeInternals | undefined): boolean {
  try {
    const binding = (name: string): unknown => internals?.internalBinding(name) ?? publicBinding(name);
    const { Process } = binding('process_wrap') as { Process: { prototype: object } };
    const sync = binding('spawn_sync') as object;
    const done = bringAlong(Process.prototype, settings) && bringAlong(sync, settings);
    if (done) restoreOptions(settings);
    return done;
  } catch {
    return false;
  }
}

/** What stands behind ours is what this process was meant to be given: the user's, or what a parent process set. */
function restoreOptions({ injected }: ChildSettings): void {
  const { env } = process;
  const value = env['NODE_OPTIONS'] ?? '';
  if (value === injected) delete env['NODE_OPTIONS'];
  else if (value.startsWith(`${injected} `)) env['NODE_OPTIONS'] = value.slice(injected.length + 1);
}

function bringAlong(owner: object, settings: ChildSettings): boolean {
  const original = (owner as { spawn?: (options: SpawnOptions) => unknown }).spawn;
  if (typeof original !== 'function') return false;
  return saved.replaceMethod(
    owner,
    'spawn',
    function (this: unknown, options: SpawnOptions) {
      try {
        inject(options, settings.injected);
      } catch {
        // That child is not followed.
      }
      return saved.apply(original, this, arguments);
    },
    original,
  );
}

function inject(options: SpawnOptions, injected: string): void {
  const pairs = options?.envPairs;
  if (pairs === undefined) return;
  const size = pairs.length;
  for (let at = 0; at < size; at++) {
    const pair = pairs[at] as string;
    if (!isOptions(pair)) continue;
    if (!contains(pair, injected)) pairs[at] = `${NAME}${injected} ${rest(pair)}`;
    return;
  }
  pairs[size] = NAME + injected;
}

const { startsWith, includes, slice } = String.prototype;
const isOptions = (pair: string) => saved.apply(startsWith, pair, [NAME]) as boolean;
const contains = (pair: string, part: string) => saved.apply(includes, pair, [part]) as boolean;
const rest = (pair: string) => saved.apply(slice, pair, [NAME.length]) as string;
