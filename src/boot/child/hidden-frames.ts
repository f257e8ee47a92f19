import type { NodeInternals } from './node-internals.ts';
import * as saved from './saved.ts';

/** The name our code is loaded under; Node's own files are called so. */
export const OUR_FILE = 'node:internal/import-budget';

type Site = NodeJS.CallSite;
type Prepare = (context: unknown, error: unknown, sites: Site[]) => unknown;

/** Room for our frames among those that V8 keeps of a stack. */
const EXTRA_FRAMES = 8;

/**
 * Takes our frames out of every stack trace, before the program or Node sees it. As V8 keeps a fixed number of frames,
 * it is told to keep more, and the rest is cut off here.
 */
export function hideFrames({ require: nodeRequire, internalBinding }: NodeInternals): void {
  const binding = internalBinding('errors') as { setPrepareStackTraceCallback?: (prepare: Prepare) => void };
  const { prepareStackTraceCallback } = nodeRequire('internal/errors') as {
    prepareStackTraceCallback?: Prepare;
  };
  const set = binding.setPrepareStackTraceCallback;
  if (typeof set !== 'function' || typeof prepareStackTraceCallback !== 'function') return;
  const usual = Error.stackTraceLimit;
  const raised = usual + EXTRA_FRAMES;
  const wrap = (prepare: Prepare): Prepare =>
    function prepareStackTrace(context, error, sites) {
      let kept = sites;
      try {
        kept = withoutOurs(sites, Error.stackTraceLimit === raised ? usual : sites.length);
      } catch {
        // Better a trace with our frames than none.
      }
      return prepare(context, error, kept);
    };
  saved.apply(set, binding, [wrap(prepareStackTraceCallback)]);
  // Node sets it anew when source maps are switched on.
  saved.replaceMethod(
    binding,
    'setPrepareStackTraceCallback',
    (prepare: Prepare) => saved.apply(set, binding, [wrap(prepare)]),
    set,
  );
  Error.stackTraceLimit = raised;
}

/** @param limit frames to keep */
function withoutOurs(sites: Site[], limit: number): Site[] {
  const kept: Site[] = [];
  let size = 0;
  for (let at = 0; at < sites.length && size < limit; at++) {
    const site = sites[at] as Site;
    if (site.getFileName() === OUR_FILE) continue;
    const below = sites[at + 1];
    if (below?.getFileName() === OUR_FILE) nameLike(site, below);
    kept[size++] = site;
  }
  return kept;
}

const { indexOf, slice } = String.prototype;

/**
 * V8 finds a method's name by looking for the function among the receiver's properties, where ours stands now: the
 * frame of the original takes the name that ours has.
 */
function nameLike(original: Site, ours: Site): void {
  const text = siteText(original);
  const named = siteText(ours);
  const place = saved.apply(indexOf, text, [' (']) as number;
  const end = saved.apply(indexOf, named, [' (']) as number;
  if (place < 0 || end < 0) return;
  if ((saved.apply(indexOf, text, ['<anonymous> (']) as number) < 0) return;
  const value =
    (saved.apply(slice, named, [0, end]) as string) + (saved.apply(slice, text, [place]) as string);
  saved.defineProperty(original, 'toString', { value: () => value, configurable: true, enumerable: false });
}

const siteText = (site: Site): string => site.toString();
