import { describe, expect, it } from 'vitest';
import { eventId, seqOfId } from '../../../src/serve/event-id.ts';
import { EventLog } from '../../../src/serve/event-log.ts';

const event = (data: string) => ({ name: 'run' as const, entries: null, data });

describe('the log', () => {
  it('gives what comes after a number, as long as it is kept', () => {
    const log = new EventLog({ events: 2, bytes: 1000 });
    expect([log.after(0), log.after(1), log.after(-1)]).toEqual([null, 'gone', 'gone']);
    for (const data of ['a', 'b', 'c']) log.append(event(data));
    const after = [0, 1, 2, 3, 4].map((seq) => log.after(seq));
    expect(after).toEqual([
      'gone',
      { seq: 2, event: event('b') },
      { seq: 3, event: event('c') },
      null,
      'gone',
    ]);
  });

  it('counts bytes, not characters, and keeps nothing that is larger than all it may keep', () => {
    // `id: 1`, `event: run`, `data: ` and the ends of lines are 25 of them.
    const log = new EventLog({ events: 9, bytes: 40 });
    log.append(event('€€€'));
    expect(log.size).toEqual({ events: 1, bytes: 34 });
    log.append(event('x'.repeat(20)));
    expect(log.size).toEqual({ events: 0, bytes: 0 });
    expect([log.last, log.after(1), log.after(2)]).toEqual([2, 'gone', null]);
  });
});

it('counts small events and long lists of entries as what they are', () => {
  const log = new EventLog({ events: 1000, bytes: 100 });
  for (let at = 0; at < 20; at++) log.append(event(''));
  expect(log.size.events).toBe(3);
  log.append({ name: 'run', entries: ['x'.repeat(100)], data: '{}' });
  expect(log.size).toEqual({ events: 0, bytes: 0 });
});

describe('an id', () => {
  it('is read back by the instance that gave it, and only if it could have', () => {
    expect(seqOfId(eventId('ab', 12), 'ab')).toBe(12);
    for (const id of [
      'cd-12',
      'ab-',
      'ab-012',
      'ab--1',
      'ab-1e3',
      'ab-1.5',
      'ab-12 ',
      '12',
      `ab-${'9'.repeat(16)}`,
    ])
      expect(seqOfId(id, 'ab')).toBe(null);
  });
});
