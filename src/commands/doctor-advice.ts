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

function ofMachine(machine: MachineFacts): Weighed[] {
  return [...ofCpus(machine), ...ofOthers(machine), ...ofSpeed(machine)];
}

function ofCpus({ cpus, cpuQuota }: MachineFacts): Weighed[] {
  const all: Weighed[] = [];
  if (cpuQuota !== null && cpuQuota < 2) {
    const text = `The container may use ${cpuQuota} CPU: give it 2, or boots are stopped in between.`;
    all.push({ effect: 0.4, text });
  }
  if (cpus === 1) {
    const text = 'There is one CPU: whatever else runs is in the way of a boot. Take a machine with 2.';
    all.push({ effect: 0.35, text });
  }
  return all;
}

function ofOthers({ cpus, cpuQuota, load, stolen }: MachineFacts): Weighed[] {
  const all: Weighed[] = [];
  const usable = Math.min(cpus, cpuQuota ?? cpus);
  const busy = load === null || usable === 0 ? 0 : load / usable;
  if (busy > BUSY) {
    const text = `Others use this machine (load ${load!.toFixed(1)} on ${usable} CPUs): measure when they are done, or elsewhere.`;
    all.push({ effect: Math.min(busy / 4, 0.5), text });
  }
  if (stolen !== null && stolen > STOLEN) {
    const share = (stolen * 100).toFixed(0);
    const text = `The host of this virtual machine took ${share} % of its CPU time: take a dedicated runner.`;
    all.push({ effect: stolen * 2, text });
  }
  return all;
}

function ofSpeed({ governor, turbo }: MachineFacts): Weighed[] {
  const all: Weighed[] = [];
  if (governor !== null && governor !== 'performance') {
    const text = `The CPU changes its speed (governor ${governor}): set it to performance.`;
    all.push({ effect: 0.1, text });
  }
  if (turbo === true) {
    const text = 'The CPU speeds up while it is cool (turbo): turn that off for steadier times.';
    all.push({ effect: 0.05, text });
  }
  return all;
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
