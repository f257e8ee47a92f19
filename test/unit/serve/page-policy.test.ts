import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { pagePolicy } from '../../../src/serve/page-policy.ts';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const scriptsOf = (html: string) => /script-src ([^;]*);/.exec(pagePolicy(html))?.[1];

it('lets a page run its own scripts, each by its text, and no others', () => {
  const html = '<script>one();</script><p>x</p><SCRIPT type="module">\ntwo("<\\/script>")\n</SCRIPT >';
  expect(scriptsOf(html)).toBe(`${hash('one();')} ${hash('\ntwo("<\\/script>")\n')}`);
});

it('takes data for no script, and a page without scripts runs none', () => {
  expect(scriptsOf('<script type="application/json">{"a": 1}</script>')).toBe("'none'");
  expect(scriptsOf('<script id="data" type=application/json>{}</script><script>x</script>')).toBe(hash('x'));
  expect(scriptsOf('<p onclick="x()">')).toBe("'none'");
});

it('ends a script where a browser does', () => {
  expect(scriptsOf('<script>a = "</script>";</script>')).toBe(hash('a = "'));
});
