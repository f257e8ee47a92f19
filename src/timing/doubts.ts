import type { BootDoubt, BootTotals, Measured } from '../model/boot.ts';
import { overheadOf } from './overhead.ts';

const FEW_RUNS = 5;
/** Wall time against CPU of a boot that does nothing but compute, on a machine with some load, stays below both. */
const WAITING = { factor: 1.5, ms: 100 };
/** Width of the interval relative to its median. Wall time spreads more on any machine. */
const WIDE = { cpu: 0.25, wall: 0.4 };
const HIGH_OVERHEAD = 0.1;

/** Which figures not to trust. @param totals all but the doubts themselves */
export function doubtsAbout(totals: Omit<BootTotals, 'doubts'>): BootDoubt[] {
  const { cpuMs, wallMs } = totals;
  const doubts: BootDoubt[] = [];
  if (wallMs && cpuMs && isWaiting(wallMs.value, cpuMs.value))
    doubts.push({ kind: 'waits', wallMs: wallMs.value, cpuMs: cpuMs.value });
  if (wallMs && wallMs.runs < FEW_RUNS) doubts.push({ kind: 'few-runs', runs: wallMs.runs });
  else doubts.push(...spreads('cpu', cpuMs), ...spreads('wall', wallMs));
  const overhead = overheadOf(totals);
  if (overhead !== null && overhead > HIGH_OVERHEAD && areApart(totals.cpuMs!, totals.probedCpuMs!))
    doubts.push({ kind: 'overhead', overhead });
  return doubts;
}

function isWaiting(wallMs: number, cpuMs: number): boolean {
  return wallMs > WAITING.factor * cpuMs && wallMs - cpuMs > WAITING.ms;
}

function spreads(metric: 'cpu' | 'wall', measured: Measured | null): BootDoubt[] {
  if (!measured) return [];
  const spread = (measured.high - measured.low) / measured.value;
  return spread > WIDE[metric] ? [{ kind: 'spread', metric, spread }] : [];
}

/** Single runs have no interval that could tell. */
function areApart(one: Measured, other: Measured): boolean {
  return one.runs > 1 && other.runs > 1 && (one.high < other.low || other.high < one.low);
}
