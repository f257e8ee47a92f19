import type { ProbeMode } from '../model/boot.ts';

const LOSSES: Readonly<Record<ProbeMode, readonly string[]>> = {
  internal: [],
  'register-hooks': [
    'The time ES modules take to compile counts as that of their importers.',
    'Stack traces of the program show frames of the probe.',
  ],
  register: [
    'ES modules below a require() are not seen.',
    'The time ES modules take to compile is not seen, and who imports whom only by how they are resolved.',
    'Stack traces of the program show frames of the probe.',
  ],
  'cjs-only': ['ES modules are not seen.', 'Stack traces of the program show frames of the probe.'],
};

/** What a way of looking cannot tell, one sentence each. */
export function cannotSee(mode: ProbeMode): readonly string[] {
  return LOSSES[mode];
}
