// Interrupted runs, many of them: `node test/hostile/interrupts.mjs [--runs N] [--seed N] [--only WORDS]`. Every command is
// told to end (SIGINT, SIGTERM) or killed (SIGKILL) at a random moment. It must end as documented, leave no process and
// no file, change the project as a whole or not at all, and the next run on its cache must report what one without
// cache does. Needs `npm run build` first.
import { parseArgs } from 'node:util';
import { interruptSeries } from './interrupt-series.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    only: { type: 'string', default: '' },
  },
});
console.log(`seed ${values.seed}`);
const made = await interruptSeries({
  runs: Number(values.runs),
  seed: Number(values.seed),
  only: values.only,
  tell: ({ name, signal, isTwice, afterMs, code, state, problems }) => {
    const how = `${signal}${isTwice ? ' twice' : ''} after ${afterMs} ms: ${code}, files ${state}`;
    console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name.slice(0, 40)} ${how}`);
    for (const text of problems) console.log(`         ${text.replaceAll(/\s+/g, ' ').slice(0, 400)}`);
  },
});
const failed = made.filter(({ problems }) => problems.length > 0);
const drafts = made.reduce((sum, run) => sum + run.drafts, 0);
console.log(`${made.length - failed.length} of ${made.length} runs hold; drafts left by SIGKILL: ${drafts}`);
process.exitCode = failed.length === 0 ? 0 : 1;
