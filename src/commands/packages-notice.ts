import type { CompareSide } from '../model/compare.ts';
import type { Notice } from '../model/finding.ts';

/** That commits have the working tree's packages, which may not be those of their own lock files. */
export function packagesNotice(sides: readonly CompareSide[]): Notice[] {
  const linked = sides.filter(({ packages }) => packages === 'linked').map(({ name }) => name);
  if (linked.length === 0) return [];
  return [
    {
      code: 'shared-packages',
      level: 'info',
      message: `${linked.join(' and ')}: taken with the packages installed in the working tree, whatever the lock file says`,
      hint: 'With --install each commit gets its own.',
    },
  ];
}
