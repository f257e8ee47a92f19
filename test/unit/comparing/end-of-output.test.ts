import { expect, it } from 'vitest';
import { endOfOutput } from '../../../src/comparing/end-of-output.ts';

it('shows the last lines, without secrets', () => {
  const output = Array.from({ length: 20 }, (_, line) => `line ${line}`).join('\n');
  expect(endOfOutput(`${output}\nlogin with abc-secret`, { MY_TOKEN: 'abc-secret' })).toBe(
    '\n  line 13\n  line 14\n  line 15\n  line 16\n  line 17\n  line 18\n  line 19\n  login with ***',
  );
});

it('looks at no more than the end of a long output', () => {
  expect(endOfOutput(`first${'x'.repeat(5_000_000)}\nlast`, {})).toMatch(/^\n {2}x{1,70000}\n {2}last$/);
});
