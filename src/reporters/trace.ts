import type { BootTrace, ModuleVisit } from '../model/boot.ts';
import type { Report } from '../model/report.ts';
import { allSpans, bootTimeline, type Span } from './boot-timeline.ts';
import { PHASES } from './boot-tree.ts';
import { jsonText } from './escape.ts';
import { shortId } from './places.ts';

/** The only thread of a boot's process. */
const MAIN = 1;

/**
 * Boots in Chrome's trace event format, for Perfetto and chrome://tracing: one process an entry, one complete event a
 * module and phase, nested below first importers and laid out in load order; all start at 0.
 *
 * Source: "Trace Event Format" (ph X: complete, ph M: metadata; ts and dur in µs).
 */
export function renderTrace({ boots = [] }: Report): string {
  const traceEvents = boots.flatMap((boot, index) => bootEvents(boot, index + 1));
  return `${jsonText({ traceEvents, displayTimeUnit: 'ms' })}\n`;
}

function bootEvents(boot: BootTrace, pid: number): object[] {
  const metadata = (name: string, args: object) => ({ name, ph: 'M', pid, tid: MAIN, ts: 0, args });
  const { node, measuredAt } = boot.environment;
  return [
    metadata('process_name', { name: boot.entry }),
    metadata('process_labels', { labels: `${node}, boot of ${measuredAt}` }),
    metadata('process_sort_index', { sort_index: pid }),
    metadata('thread_name', { name: 'modules by first importer' }),
    // Viewers nest events of equal start in the order they come: parents first.
    ...allSpans(bootTimeline(boot)).map((span) => spanEvent(span, pid)),
  ];
}

function spanEvent({ name, kind, visit, startUs, endUs }: Span, pid: number): object {
  return {
    name: kind === 'module' ? shortId(name) : name,
    cat: kind,
    ph: 'X',
    ts: startUs,
    dur: endUs - startUs,
    pid,
    tid: MAIN,
    args: visit === null ? {} : kind === 'module' ? moduleArgs(visit) : { module: visit.id },
  };
}

function moduleArgs(visit: ModuleVisit): object {
  const phases = [...PHASES, ['self', 'selfMs'], ['total', 'totalMs'], ['retained', 'retainedMs']] as const;
  const times = phases.filter(([, field]) => visit[field] > 0);
  const { id, format, bytes, importer, laterImporters, attribution, outcome } = visit;
  return {
    id,
    format,
    bytes,
    importer,
    laterImporters: laterImporters.length,
    attribution,
    outcome,
    // Whole microseconds, as everywhere in the trace.
    ...Object.fromEntries(
      times.map(([name, field]) => [`${name} ms`, Math.round(visit[field] * 1000) / 1000]),
    ),
  };
}
