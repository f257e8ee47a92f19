// What a release costs beside the one before it: whole boots of both in turn, CPU of the process and its children.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './measure.mjs';
import { median } from './median.mjs';
import { offlinePrefix } from './boot-run.mjs';

/**
 * @param sides before and after, as {root, command, env}
 * @param runs boots of each; one more of each before is not counted, and has no network: nothing may depend on it
 * @returns {ratio, low, high, beforeMs, afterMs, outputs}: the median ratio of pairs with its quartiles
 * @throws where a boot fails: nothing can be said about such a release
 */
export async function peopleRatio(sides, runs) {
  const outDir = mkdtempSync(join(tmpdir(), 'backtest-'));
  try {
    const outputs = [];
    for (const side of sides) outputs.push((await bootOnce(side, outDir, offlinePrefix())).output);
    const pairs = [];
    for (let i = 0; i < runs; i++) {
      const ms = [0, 0];
      for (const k of i % 2 === 0 ? [0, 1] : [1, 0]) ms[k] = (await bootOnce(sides[k], outDir)).cpuMs;
      pairs.push(ms);
    }
    const ratios = pairs.map(([before, after]) => after / before).toSorted((one, other) => one - other);
    const at = (share) => ratios[Math.round(share * (ratios.length - 1))];
    const [beforeMs, afterMs] = [0, 1].map((k) => median(pairs.map((pair) => pair[k])));
    return { ratio: median(ratios), low: at(0.25), high: at(0.75), beforeMs, afterMs, outputs };
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** With a home of its own: what a program keeps there would be another's. */
async function bootOnce({ root, command, env }, outDir, prefix = []) {
  const run = await measure([...prefix, ...command], {
    cwd: root,
    env: { ...env, HOME: outDir, NODE_EXTRA_CA_CERTS: undefined, NODE_OPTIONS: undefined },
    outDir,
    timeoutSeconds: 60,
  });
  if (run.code !== 0)
    throw new Error(
      `${command.join(' ')} in ${root}: exit code ${run.code}\n${readFileSync(run.stderr, 'utf8')}`,
    );
  return { cpuMs: run.cpuSeconds * 1000, output: readFileSync(run.stdout, 'utf8') };
}
