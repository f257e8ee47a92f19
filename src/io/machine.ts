import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import type { MachineFacts } from '../model/doctor.ts';

/** Begins to look at the machine. @returns what was found, once what is to be watched meanwhile is over */
export function watchMachine(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): () => MachineFacts {
  const [cpu, ...others] = cpus();
  const [load = 0] = loadavg();
  const before = cpuTimes();
  return () => ({
    platform,
    arch: process.arch,
    cpu: cpu?.model ?? 'unknown',
    cpus: cpu === undefined ? 0 : others.length + 1,
    load: platform === 'win32' ? null : load,
    cpuQuota: cpuQuota(),
    governor: text('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor'),
    turbo: turbo(),
    stolen: stolenShare(before, cpuTimes()),
    container: containerHints(env),
  });
}

/** Trimmed text of a file; null where it cannot be read. */
function text(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/** Of the control group this process is in: `cpu.max` of version 2, `cpu.cfs_*` of version 1. */
function cpuQuota(): number | null {
  const groups = (text('/proc/self/cgroup') ?? '').split('\n').map((line) => line.split(':'));
  const own = groups.find(([, names = '']) => names === '' || names.split(',').includes('cpu'))?.[2] ?? '/';
  for (const folder of [own, '']) {
    const max = text(`/sys/fs/cgroup${folder}/cpu.max`);
    if (max !== null) return quotaOf(max.split(' '));
    const limit = text(`/sys/fs/cgroup/cpu${folder}/cpu.cfs_quota_us`);
    if (limit !== null) return quotaOf([limit, text(`/sys/fs/cgroup/cpu${folder}/cpu.cfs_period_us`) ?? '']);
  }
  return null;
}

/** @param words microseconds of CPU in each period, and its length; `max` or -1 stands for no limit */
export function quotaOf([limit, period]: readonly string[]): number | null {
  const quota = Number(limit) / Number(period);
  return Number.isFinite(quota) && quota > 0 ? quota : null;
}

function turbo(): boolean | null {
  const off = text('/sys/devices/system/cpu/intel_pstate/no_turbo');
  if (off !== null) return off === '0';
  const boost = text('/sys/devices/system/cpu/cpufreq/boost');
  return boost === null ? null : boost === '1';
}

/** The first line of /proc/stat: time by kind, `steal` is the eighth. */
function cpuTimes(): readonly number[] | null {
  const [, ...times] = (text('/proc/stat') ?? '').split('\n', 1)[0]!.split(/\s+/);
  return times.length >= 8 ? times.slice(0, 8).map(Number) : null;
}

function stolenShare(before: readonly number[] | null, after: readonly number[] | null): number | null {
  if (before === null || after === null) return null;
  const spent = after.map((time, kind) => time - before[kind]!);
  const all = spent.reduce((sum, each) => sum + each, 0);
  return all > 0 ? spent[7]! / all : null;
}

function containerHints(env: NodeJS.ProcessEnv): string[] {
  return [
    ...['/.dockerenv', '/run/.containerenv'].filter((path) => existsSync(path)),
    ...['KUBERNETES_SERVICE_HOST', 'container', 'CI', 'GITHUB_ACTIONS', 'GITLAB_CI'].filter(
      (name) => env[name],
    ),
  ];
}
