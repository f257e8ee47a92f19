import { posix } from 'node:path';
import type { LaidOutSide } from '../comparing/sides.ts';
import { isFile } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import type { Finding, Notice } from '../model/finding.ts';
import { bootBase, markByBoots, type BootBaseRequest } from './boot-base.ts';
import type { GlobalFlags } from './flags.ts';
import type { Growth } from './judge-growth.ts';
import { foundOnlyByBoot, onBase, unknownOnBase } from './only-by-boot.ts';

export interface SettleRequest extends Omit<BootBaseRequest, 'names'> {
  /** The base, as the user wrote it. */
  readonly ref: string;
  readonly side: LaidOutSide;
  /** Findings, marked as far as the imports of the base tell. */
  readonly marked: readonly Finding[];
  /** What is found in the working tree without a boot. */
  readonly written: readonly Finding[];
  readonly growth: readonly Growth[];
}

interface Settled {
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
}

/**
 * Marks what only a boot found and the base has as well: by what its imports and the boots in turn say of it, else by a
 * boot with the probe, where the base is booted anyway. Of the rest it is said that nobody knows.
 */
export async function settleBoots(host: Host, flags: GlobalFlags, asked: SettleRequest): Promise<Settled> {
  const { entries, ref, side, before, marked, written, growth } = asked;
  const there = entries.filter(({ file }) => isFile(posix.resolve(side.root, file)));
  const open = foundOnlyByBoot(marked, written, new Set(there.map(({ name }) => name)));
  const verdicts = new Map(growth.flatMap(({ entry, cpu }) => (cpu === null ? [] : [[entry, cpu] as const])));
  const said = new Map(open.map((it) => [it, onBase(it, { analysis: before, growth: verdicts })]));
  const unknown = open.filter((finding) => said.get(finding) === 'unknown');
  const { seen, why } = await seenOnBase(host, flags, asked, unknown, new Set(verdicts.keys()));
  return {
    findings: marked.map((finding) =>
      said.get(finding) === 'as-well' ? asOld(finding) : (seen.get(finding) ?? finding),
    ),
    notices: unknownOnBase(
      unknown.filter((finding) => !seen.has(finding)),
      ref,
      why,
    ),
  };
}

interface Seen {
  /** Findings whose entry was booted on the base, each as it is now known. */
  readonly seen: ReadonlyMap<Finding, Finding>;
  /** Why nothing more is known of an entry. */
  readonly why: (entry: string) => string;
}

/** @param bootable entries that boot on the base */
async function seenOnBase(
  host: Host,
  flags: GlobalFlags,
  asked: SettleRequest,
  unknown: readonly Finding[],
  bootable: ReadonlySet<string>,
): Promise<Seen> {
  const names = new Set(unknown.flatMap(({ entry }) => entry ?? []).filter((name) => bootable.has(name)));
  if (names.size === 0 || asked.signal.aborted)
    return { seen: new Map(), why: () => 'it is not booted there' };
  const { findings: before, failed } = await bootBase(host, flags, { ...asked, names });
  const own = unknown.filter(({ entry }) => entry !== null && names.has(entry) && !failed.has(entry));
  const known = markByBoots(own, before);
  return {
    seen: new Map(own.map((finding, at) => [finding, known[at] as Finding])),
    why: (entry) => failed.get(entry) ?? 'it is not booted there',
  };
}

function asOld(finding: Finding): Finding {
  return { ...finding, preExisting: true };
}
