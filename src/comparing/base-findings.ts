import { posix } from 'node:path';
import { TargetError, UsageError } from '../errors.ts';
import { isFile } from '../io/files.ts';
import type { Commit } from '../model/compare.ts';
import type { EntryConfig } from '../model/config.ts';
import type { Finding } from '../model/finding.ts';
import type { Analysis } from '../pipeline.ts';
import { renameModules } from './rename-modules.ts';
import { repositoryOf } from './repository.ts';
import { laidOutCommit, type LaidOutSide } from './sides.ts';

export interface BaseRequest {
  /** As the user wrote it. */
  readonly ref: string;
  /** Absolute real path of the project in the working tree. */
  readonly root: string;
  /** Those of the working tree's config; the ones whose file the base lacks are left out. */
  readonly entries: readonly EntryConfig[];
  /** Installs the base's packages instead of linking those of the working tree. */
  readonly install: boolean;
  readonly signal: AbortSignal;
  /** Static analysis of entries below another root; without a cache, for that root is gone afterwards. */
  readonly analyse: (root: string, entries: readonly EntryConfig[]) => Promise<Analysis>;
  /** What the rules say of it. */
  readonly check: (analysis: Analysis) => readonly Finding[];
}

export interface BaseFindings {
  readonly commit: Commit;
  readonly findings: readonly Finding[];
  /** Ids are those of the working tree; `groups[].entries[].sets` are the startup sets. Entries the base lacks are not in it. */
  readonly analysis: Analysis;
}

/**
 * What the rules of the working tree say of another commit: what was wrong before a change is not the change's fault.
 * Runs none of the analysed code.
 *
 * @throws UsageError or TargetError where there is no such ref, or that commit cannot be analysed
 */
export async function baseFindings(request: BaseRequest): Promise<BaseFindings> {
  const { ref, entries, analyse, check } = request;
  return withCommit(request, async ({ root, rename, side }) => {
    const present = entries.filter(({ file }) => isFile(posix.resolve(root, file)));
    const analysis = await saying(ref, async () => renameModules(await analyse(root, present), rename));
    return { commit: side.commit!, analysis, findings: check(analysis) };
  });
}

/** Lays out a commit beside the working tree for as long as some work takes. */
export async function withCommit<T>(
  { ref, root, install, signal }: Pick<BaseRequest, 'ref' | 'root' | 'install' | 'signal'>,
  work: (side: LaidOutSide) => Promise<T>,
): Promise<T> {
  const repository = await repositoryOf(root);
  const side = await laidOutCommit(ref, { repository, root, install, signal });
  try {
    return await work(side);
  } finally {
    await side.remove();
  }
}

/** What goes wrong in one of two trees says in which. */
export async function saying<T>(name: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(named(error, name), error.notices);
    if (error instanceof TargetError) throw new TargetError(named(error, name), error.notices);
    throw error;
  }
}

function named({ detail }: UsageError | TargetError, name: string): UsageError['detail'] {
  return { ...detail, message: `${name}: ${detail.message}` };
}
