// Long runs: `npm run fuzz -- [--runs 10000] [--seed N] [TARGET…]`. The seed is printed; the same seed feeds the same.
import { parseArgs } from 'node:util';
import { runDriver } from './run-driver.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string' } },
});
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
console.log(`seed ${seed}`);
const results = await runDriver({ runs: Number(values.runs), seed, only: positionals }, (result) => {
  const { target, runs, cpuMs, slowest, failure } = result;
  const worst = slowest === null ? '' : `, slowest input ${slowest.ms.toFixed(0)} ms`;
  console.log(
    `${failure ? 'FAILED' : 'ok    '} ${target}: ${runs} inputs, ${(cpuMs / 1000).toFixed(1)} s CPU${worst}`,
  );
  if (failure)
    console.log(`${failure.error}\n  path ${failure.path}\n  input ${failure.input.slice(0, 3_000)}`);
});
console.log(`${results.reduce((sum, { runs }) => sum + runs, 0)} inputs`);
process.exitCode = results.length > 0 && results.every(({ failure }) => !failure) ? 0 : 1;
