import { posix } from 'node:path';
import { TargetError, UsageError } from '../errors.ts';
import { isFile } from '../io/files.ts';
import type { EntryConfig } from '../model/config.ts';
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
  /** Builds the base's files; see `LayOutRequest`. */
  readonly prepare?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly signal: AbortSignal;
  /** Static analysis of entries below another root; without a cache, for that root is gone afterwards. */
  readonly analyse: (root: string, entries: readonly EntryConfig[]) => Promise<Analysis>;
}

/**
 * Analyses another commit by its imports, for what was wrong before a change is not the change's fault. Runs none of the
 * analysed code.
 *
 * @param side that commit, laid out
 * @returns entries that it has, with the ids of the working tree
 * @throws UsageError or TargetError where it cannot be analysed
 */
export async function baseAnalysis(
  { root, rename }: LaidOutSide,
  { ref, entries, analyse }: Pick<BaseRequest, 'ref' | 'entries' | 'analyse'>,
): Promise<Analysis> {
  const present = entries.filter(({ file }) => isFile(posix.resolve(root, file)));
  return saying(ref, async () => renameModules(await analyse(root, present), rename));
}

/**
 * Lays out a commit beside the working tree for as long as some work takes.
 *
 * @throws UsageError where there is no such ref, or its files cannot be laid out; what `work` throws
 */
export async function withCommit<T>(
  {
    ref,
    root,
    install,
    prepare,
    env,
    signal,
  }: Pick<BaseRequest, 'ref' | 'root' | 'install' | 'prepare' | 'env' | 'signal'>,
  work: (side: LaidOutSide) => Promise<T>,
): Promise<T> {
  const repository = await repositoryOf(root);
  const side = await laidOutCommit(ref, { repository, root, install, prepare, env, signal });
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
