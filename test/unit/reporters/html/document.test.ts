import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { htmlPayload, renderHtml } from '../../../../src/reporters/html.ts';
import { markupText } from '../../../../src/reporters/html/markup-text.ts';
import { h } from '../../../../src/reporters/html/markup.ts';
import type { LivePayload } from '../../../../src/reporters/html/payload-format.ts';
import { largeReport } from '../../../support/large-report.ts';
import { HOSTILE, hostileReport, sampleReport } from '../../../support/sample-report.ts';

const sha = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policyOf = (html: string) =>
  /Security-Policy" content="([^"]*)"/.exec(html)![1]!.replaceAll('&#39;', "'");

describe('renderHtml', () => {
  const html = renderHtml(sampleReport('check'));

  it('allows its own code and style, and nothing else', () => {
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(html)!;
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(html)!;
    expect(policyOf(html).split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${sha(script)}`,
      `style-src ${sha(style)}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(script.length).toBeGreaterThan(10_000);
  });

  it('names no address, has no handler or style in an attribute', () => {
    const text = html.replace(/<script>[\s\S]*?<\/script>/, '').replace(/<style>[\s\S]*?<\/style>/, '');
    expect(text).not.toMatch(/https?:|\son\w+=|\sstyle=|\ssrc=/);
  });

  it('asks its own server where it is live', () => {
    const live = renderHtml(sampleReport('check'), { live: '/events?a="b"&c' });
    expect(live).toContain('<meta name="import-budget-live" content="/events?a=&quot;b&quot;&amp;c">');
    expect(policyOf(live)).toContain("connect-src 'self'");
  });

  it('cannot be ended by a name', () => {
    for (const command of ['check', 'boot', 'suggest'] as const) {
      const hostile = renderHtml(hostileReport(command));
      expect(hostile.match(/<script/g)).toHaveLength(2);
      expect(hostile.match(/<\/script/g)).toHaveLength(2);
      const [, data = ''] = /id="data">([\s\S]*?)<\/script>/.exec(hostile)!;
      expect(data).not.toContain('<');
      expect(JSON.parse(data)).toHaveProperty('entries');
    }
  });

  it('takes 300 kB at most for 2,000 modules', () => {
    expect(Buffer.byteLength(renderHtml(largeReport(2_000)))).toBeLessThan(300_000);
  });
});

describe('htmlPayload', () => {
  it('is one line, with the figures and the text of the page', () => {
    const line = htmlPayload(hostileReport('boot'));
    expect(line).not.toMatch(/[\n\r\u2028\u2029]/);
    const { data, main } = JSON.parse(line) as LivePayload;
    expect(data.entries).toHaveLength(3);
    expect(markupText(main)).toBe(/<main[\s\S]*<\/main>/.exec(renderHtml(hostileReport('boot')))![0]);
  });
});

describe('markupText', () => {
  it('escapes texts and values', () => {
    const element = h('p', { title: HOSTILE, hidden: true, id: false, class: null }, HOSTILE, [
      null,
      false,
      h('br'),
    ]);
    const text = markupText(element);
    expect(text.match(/</g)).toHaveLength(3);
    expect(text).toContain('&lt;script&gt;&amp;#x27;');
    expect(text).toMatch(/^<p title="[^"]*" hidden>/);
    expect(text).toMatch(/<br><\/p>$/);
  });
});
