import type { ErrorDetail } from '../errors.ts';
import type { CpuVerdict } from '../model/compare.ts';

/** That boots of both sides in turn ended with one that failed; null where none did. */
export function pairsProblem(entry: string, { stopped }: CpuVerdict): ErrorDetail | null {
  if (stopped?.why !== 'failed') return null;
  return {
    code: 'boot-failed',
    message: `'${entry}' could not be measured: ${stopped.message}`,
    hint: 'A checkout lacks what git ignores: build it with --prepare "npm run build", or leave boots out with --static-only.',
  };
}
