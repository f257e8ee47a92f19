import { describe, expect, it } from 'vitest';
import { compileNamePatterns } from '../../../src/rules/name-pattern.ts';
import { isWanted, subscriptionOf } from '../../../src/serve/subscription.ts';

const of = (query: string) => subscriptionOf(query, compileNamePatterns);
const event = (entries: string[] | null) => ({ name: 'run' as const, entries, data: '' });

describe('a subscription', () => {
  it('is of everything where nothing is asked for', () => {
    for (const query of ['', 'entry=', 'other=x']) expect(of(query)).toEqual({ wants: null, query: '' });
    expect(isWanted(event(['web']), of('')!)).toBe(true);
  });

  it.each([
    ['entry=web*', ['web', 'web:admin', 'cli'], [true, true, false]],
    ['entry=web&entry=cli', ['web', 'web:admin', 'cli'], [true, false, true]],
    ['entry=*&entry=!cli', ['web', 'cli'], [true, false]],
    ['entry=a%2Fb%20c', ['a/b c', 'a'], [true, false]],
  ])('%s', (query, names, wanted) => {
    const subscription = of(query)!;
    expect(names.map((name) => isWanted(event([name]), subscription))).toEqual(wanted);
    expect(isWanted(event(null), subscription)).toBe(true);
    expect(isWanted(event(names), subscription)).toBe(true);
  });

  it('gives its own address again, as one that means the same', () => {
    const { query } = of(`entry=web*&x=1&entry=${encodeURIComponent('"><script>')}`)!;
    expect(query).toMatch(/^\?[\w%*&=+.-]+$/);
    expect(new URLSearchParams(query).getAll('entry')).toEqual(['web*', '"><script>']);
  });

  it('is refused where it is longer than anybody writes', () => {
    expect(of('entry=a&'.repeat(21))).toBe(null);
    expect(of(`entry=${'a'.repeat(201)}`)).toBe(null);
    expect(of('entry=a&'.repeat(20))).not.toBe(null);
  });
});
