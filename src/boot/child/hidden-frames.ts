import { OUR_FILE } from '../protocol.ts';
import { shifted } from './brackets.ts';
import type { NodeInternals } from './node-internals.ts';
import * as saved from './saved.ts';

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
    moveBack(site);
    kept[size++] = site;
  }
  return kept;
}

const { indexOf, slice } = String.prototype;

/** Methods that ours stand in front of and call at once; under others, what is next on the stack is somebody else's. */
const NAMED = saved.dictionary<true>();
for (const name of ['_load', '_compile', '_resolveFilename']) NAMED[name] = true;

/**
 * V8 finds a method's name by looking for the function among the receiver's properties, where ours stands now: the
 * frame of the original takes the name that ours has.
 */
function nameLike(original: Site, ours: Site): void {
  const method = ours.getMethodName();
  if (method === null || !NAMED[method]) return;
  const text = siteText(original);
  const named = siteText(ours);
  const place = saved.apply(indexOf, text, [' (']) as number;
  const end = saved.apply(indexOf, named, [' (']) as number;
  if (place < 0 || end < 0) return;
  redefine(original, 'getMethodName', () => method);
  if ((saved.apply(indexOf, text, ['<anonymous> (']) as number) < 0) return;
  const value =
    (saved.apply(slice, named, [0, end]) as string) + (saved.apply(slice, text, [place]) as string);
  redefine(original, 'toString', () => value);
}

const { exec } = RegExp.prototype;
/** The place of the outermost `eval` in `eval at f (file:///a.mjs:4:1)`. */
const EVAL_PLACE = /\((file:[^()]*):(\d+):\d+\)/;

/** V8 counts positions, and the lines of an `eval`, from the start of the text, where a line of ours may stand. */
function moveBack(site: Site): void {
  const length = shifted[site.getFileName() ?? ''];
  if (length !== undefined) {
    const position = (site as Site & { getPosition(): number }).getPosition() - length;
    redefine(site, 'getPosition', () => position);
  }
  if (!site.isEval()) return;
  const origin = site.getEvalOrigin() ?? '';
  const found = saved.apply(exec, EVAL_PLACE, [origin]) as RegExpExecArray | null;
  if (found === null || shifted[found[1] as string] === undefined) return;
  const before = `${found[1]}:${found[2]}:`;
  const after = `${found[1]}:${saved.toNumber(found[2]) - 1}:`;
  const moved = replaced(origin, before, after);
  const text = replaced(siteText(site), before, after);
  redefine(site, 'getEvalOrigin', () => moved);
  redefine(site, 'toString', () => text);
}

function replaced(text: string, part: string, other: string): string {
  const at = saved.apply(indexOf, text, [part]) as number;
  if (at < 0) return text;
  return `${saved.apply(slice, text, [0, at]) as string}${other}${saved.apply(slice, text, [at + part.length]) as string}`;
}

function redefine(site: Site, name: string, value: () => unknown): void {
  const property = { __proto__: null, value, configurable: true, enumerable: false };
  saved.defineProperty(site, name, property as PropertyDescriptor);
}

const siteText = (site: Site): string => site.toString();
