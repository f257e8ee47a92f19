import { expect, it } from 'vitest';
import { METRIC } from '../../../../src/boot/protocol.ts';
import { accountModules } from '../../../../src/boot/trace/account.ts';
import { TraceWriter } from '../../../support/trace-writer.ts';

it('reports the moments, figures and problems of a thread', () => {
  const trace = new TraceWriter()
    .at(40)
    .event('installed')
    .event('problem', 'ES modules cannot be seen')
    // Idle is noticed later than it began.
    .at(50)
    .event('ready', 'listen', 3000)
    .at(90)
    .event('metric', METRIC.cpuUs, 80_000)
    .event('metric', METRIC.hrtimeNs, 5)
    .at(200)
    .event('metric', METRIC.cpuUs, 150_000)
    .event('metric', METRIC.maxRssBytes, 1024)
    .event('exit', 3)
    .trace();
  expect(accountModules(trace)).toMatchObject({
    readyMs: 50,
    ready: { name: 'listen', port: 3000 },
    usedAtReady: { cpuMs: 80, maxRssBytes: null, hrtimeNs: 5 },
    usedAtEnd: { cpuMs: 150, maxRssBytes: 1024, heapUsedBytes: null },
    exitCode: 3,
    endMs: 202,
    problems: ['ES modules cannot be seen'],
    outside: { nodeMs: 0, probeMs: 40 },
  });
});

it('has nothing to say about a process that was killed', () => {
  expect(accountModules(new TraceWriter().event('installed').trace())).toMatchObject({
    exitCode: null,
    readyMs: null,
    usedAtReady: null,
    usedAtEnd: null,
    modules: [],
  });
});
