import type { DoctorReport, MachineFacts, NoiseReport } from '../../model/doctor.ts';
import { visibleDeep } from '../escape.ts';
import { millis, percent } from '../numbers.ts';

/** The doctor's findings for a person, advice last. */
export function doctorLines(report: DoctorReport): string[] {
  const { machine, node, noise, variables, advice } = visibleDeep(report);
  const other = node.version === node.ownVersion ? '' : `; import-budget itself runs on ${node.ownVersion}`;
  return [
    ...machineLines(machine),
    '',
    `Node      ${node.version}${other}`,
    ...node.modes.map(
      ({ mode, problem }) => `  ${mode.padEnd(15)} ${problem === null ? 'works' : `no: ${problem}`}`,
    ),
    ...variables.map(({ name, cpuMs, share, leftOut }) => {
      const cost = cpuMs === null ? 'could not be measured' : `${signed(cpuMs)} ms CPU a process`;
      const more = share === null ? '' : ` (${percent(share)} of an empty one)`;
      return `  ${name}: ${cost}${more}${leftOut ? '; left out of boots' : ''}`;
    }),
    ...noise.flatMap((each) => ['', ...noiseLines(each)]),
    '',
    'What to do, what helps most first',
    ...advice.map((text, at) => `  ${at + 1}. ${text}`),
  ];
}

function machineLines({
  platform,
  arch,
  cpu,
  cpus,
  load,
  cpuQuota,
  governor,
  turbo,
  stolen,
  container,
}: MachineFacts): string[] {
  const facts = [
    ...(load === null ? [] : [`load ${load.toFixed(1)}`]),
    cpuQuota === null ? 'no CPU quota' : `CPU quota ${cpuQuota}`,
    ...(governor === null ? [] : [`governor ${governor}`]),
    ...(turbo === null ? [] : [`turbo ${turbo ? 'on' : 'off'}`]),
    ...(stolen === null ? [] : [`${percent(stolen)} stolen by the host`]),
  ];
  return [
    `Machine   ${cpus} x ${cpu}, ${platform} ${arch}`,
    `          ${facts.join(', ')}`,
    ...(container.length > 0 ? [`          container or CI: ${container.join(', ')}`] : []),
  ];
}

function noiseLines({
  program,
  problem,
  pairs,
  cpuMs,
  spread,
  difference,
  detectable,
}: NoiseReport): string[] {
  if (problem !== null || difference === null) return [`Noise     ${program}: not measured: ${problem}`];
  const { value, low, high } = difference;
  const seen = detectable.map(
    ({ pairs: count, slowdown }) => `${slowdown === null ? 'none' : percent(slowdown)} with ${count}`,
  );
  return [
    `Noise     ${program}: ${pairs} pairs against itself, ${millis(cpuMs ?? 0)} ms CPU a boot`,
    `          two boots differ by ${percent(spread ?? 0)}; all pairs together by ${percent(value)} (${percent(low)} to ${percent(high)})`,
    `          slowdown that is found in 4 of 5 comparisons, by pairs: ${seen.join(', ')}`,
  ];
}

function signed(ms: number): string {
  return ms < 0 ? `-${millis(-ms)}` : `+${millis(ms)}`;
}
