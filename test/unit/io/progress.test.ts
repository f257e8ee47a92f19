import { describe, expect, it } from 'vitest';
import type { Host, Output } from '../../../src/io/host.ts';
import { startProgress } from '../../../src/io/progress.ts';

const CLEAR = '\r\u001b[2K';

/** A host whose clock stands until it is moved, and all that was written to its streams. */
function fakeHost(isTerminal: boolean) {
  const written = { stdout: [] as string[], stderr: [] as string[] };
  const stream = (texts: string[]): Output => ({
    isTerminal,
    columns: isTerminal ? 80 : undefined,
    write: (text) => void texts.push(text),
  });
  let now = 5_000;
  const host: Host = {
    cwd: '/',
    env: {},
    platform: 'linux',
    stdout: stream(written.stdout),
    stderr: stream(written.stderr),
    nowMs: () => now,
    today: () => '2026-01-15',
  };
  const at = (ms: number) => {
    now = 5_000 + ms;
  };
  return { host, written, at };
}

describe('the progress line', () => {
  it('appears on a terminal after a second, on stderr, and goes away at the end', () => {
    const { host, written, at } = fakeHost(true);
    const progress = startProgress(host, false);
    for (const ms of [0, 500, 999]) {
      at(ms);
      progress.step(ms, 'modules');
    }
    expect(written.stderr).toEqual([]);
    at(1_000);
    progress.step(1_234, 'modules');
    expect(written.stderr).toEqual([`${CLEAR}1,234 modules`]);
    progress.end();
    expect(written).toEqual({ stdout: [], stderr: [`${CLEAR}1,234 modules`, CLEAR] });
  });

  it('is drawn ten times a second at most', () => {
    const { host, written, at } = fakeHost(true);
    const progress = startProgress(host, false);
    for (let ms = 0; ms <= 2_000; ms++) {
      at(ms);
      progress.step(ms, 'modules');
    }
    expect(written.stderr).toEqual(
      Array.from({ length: 11 }, (_, i) => `${CLEAR}${(1_000 + 100 * i).toLocaleString('en')} modules`),
    );
  });

  it('leaves no trace of short work', () => {
    const { host, written, at } = fakeHost(true);
    const progress = startProgress(host, false);
    at(999);
    progress.step(9, 'modules');
    progress.end();
    expect(written.stderr).toEqual([]);
  });

  it.each([
    ['off a terminal', false, false],
    ['under --quiet', true, true],
  ])('never appears %s', (_, isTerminal, quiet) => {
    const { host, written, at } = fakeHost(isTerminal);
    const progress = startProgress(host, quiet);
    for (const ms of [0, 1_000, 60_000]) {
      at(ms);
      progress.step(ms, 'modules');
    }
    progress.end();
    expect(written).toEqual({ stdout: [], stderr: [] });
  });
});
