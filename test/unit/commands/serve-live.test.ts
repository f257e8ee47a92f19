import { describe, expect, it, onTestFinished } from 'vitest';
import { LivePage } from '../../../src/commands/serve-live.ts';
import type { Report } from '../../../src/model/report.ts';
import { sampleReport } from '../../support/sample-report.ts';

const namesIn = ({ entries }: Report) => entries.map(({ name }) => name).join(' ');

async function opened() {
  const page = new LivePage({
    page: async (report, live) => `${namesIn(report)} at ${live.replace(/^\/[\w-]+/, '')}`,
    payload: async (report) => JSON.stringify({ names: namesIn(report) }),
  });
  const url = await page.open(true);
  let isOpen = true;
  const close = async () => {
    if (isOpen) await page.close(0);
    isOpen = false;
  };
  onTestFinished(close);
  const text = async (leaf: string) => (await fetch(`${url}${leaf}`)).text();
  return { page, url, text, close };
}

function reportOf(...names: string[]): Report {
  const report = sampleReport('check');
  const [entry] = report.entries;
  return { ...report, entries: names.map((name) => ({ ...entry!, name })) };
}

describe('the page', () => {
  it('waits for a report, then shows the last one, of the entries that are asked for', async () => {
    const { page, text } = await opened();
    expect(await text('')).toContain('The first run has not ended yet.');
    await page.show(reportOf('web', 'web:admin', 'cli'), ['web']);
    expect(await text('')).toBe('web web:admin cli at /events');
    expect(await text('?entry=web*')).toBe('web web:admin at /events?entry=web*');
  });

  it('tells all pages that a failure is over, also those of entries that were not run', async () => {
    const { page, url, close } = await opened();
    await page.show(reportOf('web', 'cli'), ['web', 'cli']);
    const stream = (await fetch(`${url}events?entry=cli`)).body!.pipeThrough(new TextDecoderStream());
    const reader = stream.getReader();
    let said = (await reader.read()).value ?? '';
    page.run('web', 'plain', 0, 3);
    page.fail({ message: 'broken', hint: 'mend it' });
    await page.show(reportOf('web', 'cli'), ['web']);
    await page.show(reportOf('web', 'cli'), ['web']);
    await close();
    for (let next = await reader.read(); !next.done; next = await reader.read()) said += next.value;
    const heard = [...said.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, name, data]) => [name, data]);
    expect(heard).toEqual([
      ['report', '{"names":"cli"}'],
      ['failed', '{"message":"broken","hint":"mend it"}'],
      ['report', '{"names":"cli"}'],
      ['finished', '{"code":0}'],
    ]);
  });
});
