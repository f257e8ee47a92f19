import type { DoctorReport, MachineFacts } from '../model/doctor.ts';

/** Advice, and by what share of CPU time it may change the result: an estimate, to tell what to do first. */
interface Weighed {
  readonly effect: number;
  readonly text: string;
}

/** Less is within what can be measured at all. */
const NOTABLE_MS = 3;
/** A budget for regressions that a team can live with. */
const WANTED_SLOWDOWN = 0.05;
const AFTER_PAIRS = 40;
const BUSY = 0.5;
const STOLEN = 0.02;

/** What to do for better measurements, what helps most first; a sentence that nothing needs to be done otherwise. */
export function adviceFor(found: Omit<DoctorReport, 'advice'>): string[] {
  const all = [...ofVariables(found), ...ofMachine(found.machine), ...ofNoise(found), ...ofModes(found)];
  const sorted = all.toSorted((one, other) => other.effect - one.effect).map(({ text }) => text);
  return sorted.length > 0 ? sorted : ['Nothing stands in the way of measuring here.'];
}

function ofVariables({ variables }: Omit<DoctorReport, 'advice'>): Weighed[] {
  return variables.flatMap(({ name, cpuMs, share, leftOut }) => {
    if (leftOut || cpuMs === null || share === null || cpuMs < NOTABLE_MS) return [];
    const added = `adds ${cpuMs.toFixed(0)} ms to every Node process (${(share * 100).toFixed(0)} % of an empty one)`;
    return [{ effect: share, text: `${name} ${added}: unset it where you measure.` }];
  });
}

function ofMachine({ cpus, cpuQuota, load, stolen, governor, turbo }: MachineFacts): Weighed[] {
  const usable = Math.min(cpus, cpuQuota ?? cpus);
  const busy = load === null || usable === 0 ? 0 : load / usable;
  return [
    ...(cpuQuota !== null && cpuQuota < 2
      ? [
          {
            effect: 0.4,
            text: `The container may use ${cpuQuota} CPU: give it 2, or boots are stopped in between.`,
          },
        ]
      : []),
    ...(cpus === 1
      ? [
          {
            effect: 0.35,
            text: 'There is one CPU: whatever else runs is in the way of a boot. Take a machine with 2.',
          },
        ]
      : []),
    ...(busy > BUSY
      ? [
          {
            effect: Math.min(busy / 4, 0.5),
            text: `Others use this machine (load ${load!.toFixed(1)} on ${usable} CPUs): measure when they are done, or elsewhere.`,
          },
        ]
      : []),
    ...(stolen !== null && stolen > STOLEN
      ? [
          {
            effect: stolen * 2,
            text: `The host of this virtual machine took ${(stolen * 100).toFixed(0)} % of its CPU time: take a dedicated runner.`,
          },
        ]
      : []),
    ...(governor !== null && governor !== 'performance'
      ? [{ effect: 0.1, text: `The CPU changes its speed (governor ${governor}): set it to performance.` }]
      : []),
    ...(turbo === true
      ? [
          {
            effect: 0.05,
            text: 'The CPU speeds up while it is cool (turbo): turn that off for steadier times.',
          },
        ]
      : []),
  ];
}

function ofNoise({ noise }: Omit<DoctorReport, 'advice'>): Weighed[] {
  const last = noise.findLast(({ problem }) => problem === null);
  if (last === undefined) return [];
  const after = last.detectable.find(({ pairs }) => pairs === AFTER_PAIRS);
  const slowdown = after?.slowdown ?? Infinity;
  if (after === undefined || slowdown <= WANTED_SLOWDOWN) return [];
  const seen = Number.isFinite(slowdown) ? `${Math.ceil(slowdown * 100)} %` : 'not even 50 %';
  return [
    {
      effect: 0.01,
      text: `Of ${last.program} this machine sees ${seen} after ${AFTER_PAIRS} pairs: a smaller "regression" ends as inconclusive. Gate on modules and registrations, which have no noise.`,
    },
  ];
}

function ofModes({ node }: Omit<DoctorReport, 'advice'>): Weighed[] {
  const [best] = node.modes;
  if (best === undefined || best.problem === null) return [];
  return [
    {
      effect: 0.02,
      text: `Node ${node.version} cannot be looked into in the best way (${best.problem}): times of ES modules are less exact.`,
    },
  ];
}
