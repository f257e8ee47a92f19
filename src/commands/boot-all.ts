import type { Host } from '../io/host.ts';
import { startProgress } from '../io/progress.ts';
import type { RunKind } from '../model/boot.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import { recordBoot, type RecordedBoot } from '../recording/record-boot.ts';
import type { BootContext } from './boot-request.ts';
import type { GlobalFlags } from './flags.ts';

const RUNNING: Readonly<Record<RunKind, string>> = {
  bare: 'boots done; now bare Node',
  plain: 'boots done; now one without the probe',
  probed: 'boots done; now one with the probe',
  registrations: 'boots done; now one for registrations',
};

export interface BootAll {
  readonly requests: (context: BootContext) => readonly BootRequest[];
  readonly context: Omit<BootContext, 'host' | 'onRun'>;
  /** For all entries together; those left then are not booted. Undefined for as long as it takes. */
  readonly totalMs?: number;
  /** Boots that are taken as they were, by entry. */
  readonly kept?: ReadonlyMap<string, RecordedBoot>;
  /** Called before each run of each entry. */
  readonly onRun?: OnEntryRun;
}

/** Told of a run of an entry before it begins. */
export type OnEntryRun = (entry: string, kind: RunKind, done: number, planned: number) => void;

export interface Booted {
  readonly requests: readonly BootRequest[];
  /** As many as were begun, in the order of the requests. */
  readonly boots: readonly RecordedBoot[];
}

/** Boots entries one after the other: two at a time would measure each other. */
export async function bootAll(host: Host, flags: GlobalFlags, asked: BootAll): Promise<Booted> {
  const { context, totalMs = Infinity } = asked;
  const progress = startProgress(host, flags.quiet === true);
  const onRun: BootContext['onRun'] = (kind, done) => progress.step(done, RUNNING[kind]);
  const started = host.nowMs();
  const boots: RecordedBoot[] = [];
  try {
    const requests = asked.requests({ ...context, host, onRun });
    for (const [at, request] of requests.entries()) {
      const leftMs = totalMs - (host.nowMs() - started);
      if (context.signal.aborted || leftMs <= 0) break;
      // What one entry does not use of its share is there for those behind it.
      const budgetMs = Math.min(request.budgetMs, leftMs / (requests.length - at));
      const kept = asked.kept?.get(request.entry);
      boots.push(kept ?? (await recordBoot({ ...request, budgetMs, onRun: telling(request, asked.onRun) })));
    }
    return { requests, boots };
  } finally {
    progress.end();
  }
}

function telling({ entry, onRun }: BootRequest, tell: OnEntryRun | undefined): BootRequest['onRun'] {
  return (kind, done, planned) => {
    onRun(kind, done, planned);
    tell?.(entry, kind, done, planned);
  };
}
