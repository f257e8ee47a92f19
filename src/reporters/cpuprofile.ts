import type { BootTrace } from '../model/boot.ts';
import { isUrlId } from '../model/module-id.ts';
import type { Report } from '../model/report.ts';
import { allSpans, bootTimeline, type Span } from './boot-timeline.ts';
import { jsonText } from './escape.ts';
import { shortId } from './places.ts';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly scriptId: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  hitCount: number;
  children: number[];
}

interface Growing {
  readonly nodes: ProfileNode[];
  readonly samples: number[];
  readonly timeDeltas: number[];
}

/** Viewers may take a start of 0 for a missing one. */
const START_US = 1_000_000;

/**
 * Boots as a CPU profile for Chrome DevTools, VS Code and speedscope: modules stand where a profile has functions, each
 * below its first importer, several boots one behind the other. URLs are absolute, so that DevTools finds the files.
 *
 * Every node is "sampled" once for each stretch it was on top; `hitCount` counts microseconds, so that tools which only
 * look at counts get the same proportions. Source: Profiler.Profile of the Chrome DevTools Protocol.
 */
export function renderCpuProfile({ boots = [], root }: Report): string {
  const profile: Growing = { nodes: [], samples: [], timeDeltas: [] };
  const top = addNode(profile, null, '(root)', '');
  let endTime = START_US;
  for (const boot of boots) endTime += addBoot(profile, top, { boot, root });
  // A sample lasts until the next one, and the first delta ends where it begins: the last sample closes the profile.
  profile.samples.push(top.id);
  profile.timeDeltas.unshift(0);
  const { nodes, samples, timeDeltas } = profile;
  return `${jsonText({ nodes, startTime: START_US, endTime, samples, timeDeltas })}\n`;
}

/** Lists of functions without their callers must tell whose phase it is. */
function frameName({ kind, name, visit }: Span): string {
  if (kind === 'module') return shortId(name);
  return visit === null ? name : `${name} ${visit.id.slice(visit.id.lastIndexOf('/') + 1)}`;
}

/** @returns how long the boot took, in µs */
function addBoot(
  profile: Growing,
  top: ProfileNode,
  { boot, root }: { boot: BootTrace; root: string },
): number {
  const entry = addNode(profile, top, boot.entry, '');
  const spans = bootTimeline(boot);
  const nodes = new Map<Span, ProfileNode>();
  const add = (span: Span, parent: ProfileNode) =>
    nodes.set(span, addNode(profile, parent, frameName(span), span.visit ? urlOf(span.visit.id, root) : ''));
  for (const span of spans) add(span, entry);
  for (const span of allSpans(spans)) for (const child of span.children) add(child, nodeOf(nodes, span));
  for (const { span, us } of stretches(spans)) {
    const node = nodeOf(nodes, span);
    node.hitCount += us;
    profile.samples.push(node.id);
    profile.timeDeltas.push(us);
  }
  return spans.at(-1)?.endUs ?? 0;
}

function addNode(
  profile: Growing,
  parent: ProfileNode | null,
  functionName: string,
  url: string,
): ProfileNode {
  const id = profile.nodes.length + 1;
  const line = url === '' ? -1 : 0;
  const callFrame = { functionName, scriptId: '0', url, lineNumber: line, columnNumber: line };
  const node: ProfileNode = { id, callFrame, hitCount: 0, children: [] };
  profile.nodes.push(node);
  parent?.children.push(id);
  return node;
}

function nodeOf(nodes: ReadonlyMap<Span, ProfileNode>, span: Span): ProfileNode {
  const node = nodes.get(span);
  if (!node) throw new Error(`No node was made for ${span.name}.`);
  return node;
}

/** Who was on top when, in order: every moment of the boot once. A span's own time comes behind its children. */
function stretches(spans: readonly Span[]): readonly { span: Span; us: number }[] {
  const own = allSpans(spans).map((span) => ({
    span,
    us: span.endUs - (span.children.at(-1)?.endUs ?? span.startUs),
  }));
  return own.filter(({ us }) => us > 0).toSorted((one, other) => one.span.endUs - other.span.endUs);
}

/** The URL of a module: of a file `file:`; builtins and modules without a file (`data:`) are named by one. */
export function urlOf(id: string, root: string): string {
  if (isUrlId(id)) return id;
  const absolute = /^([a-z]:)?\//i.test(id) ? id : `${root}/${id}`;
  const path = absolute
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')).replace(/%3A/g, ':'));
  // The parser of URLs also takes the `..` of files outside the root away.
  return new URL(`file:///${path.join('/').replace(/^\/+/, '')}`).href;
}
