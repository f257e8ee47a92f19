import { expect, test } from 'vitest';
import { afterMethod, wrapMethod } from '../../../src/boot/child/watch-patch.ts';

function add(this: unknown, first: number, second: number): number {
  return first + second;
}

test('a wrapped method keeps its name, length, source text and attributes, and passes everything on', () => {
  const owner = Object.create(null) as { add: typeof add };
  const attributes = { writable: true, enumerable: false, configurable: true };
  Object.defineProperty(owner, 'add', { value: add, ...attributes });
  const seen: unknown[] = [];
  const undo = afterMethod(owner, 'add', (result, self, args) => seen.push(result, self, ...args));
  expect(owner.add).not.toBe(add);
  expect(owner.add(2, 3)).toBe(5);
  expect(seen).toEqual([5, owner, 2, 3]);
  expect([owner.add.name, owner.add.length]).toEqual(['add', 2]);
  expect(Object.getOwnPropertyDescriptor(owner, 'add')).toMatchObject(attributes);
  undo();
  expect(Object.getOwnPropertyDescriptor(owner, 'add')).toEqual({ value: add, ...attributes });
});

test('what a look throws is not seen, what the method throws is', () => {
  const owner = {
    add,
    fail: () => {
      throw new RangeError('its own');
    },
  };
  const look = () => {
    throw new Error('ours');
  };
  afterMethod(owner, 'add', look);
  afterMethod(owner, 'fail', look);
  expect(owner.add(1, 1)).toBe(2);
  expect(owner.fail).toThrow(RangeError);
});

test('an inherited method is hidden by one that is not enumerated, and comes back', () => {
  const owner = Object.create({ add }) as { add: typeof add };
  const undo = wrapMethod(owner, 'add', () => 7, add);
  expect(owner.add(1, 1)).toBe(7);
  expect(Object.keys(owner)).toEqual([]);
  undo();
  expect(Object.hasOwn(owner, 'add')).toBe(false);
});

test('a method that somebody else replaced since is left alone', () => {
  const owner = { add };
  const undo = wrapMethod(owner, 'add', () => 7);
  const theirs = () => 9;
  owner.add = theirs;
  undo();
  expect(owner.add).toBe(theirs);
});

test('frozen owners, accessors and missing methods stay as they are', () => {
  const frozen = Object.freeze({ add });
  const odd = {
    get add(): typeof add {
      return add;
    },
  };
  const empty = {};
  for (const owner of [frozen, odd, empty]) wrapMethod(owner, 'add', () => 7)();
  expect([frozen.add(1, 1), odd.add(1, 1)]).toEqual([2, 2]);
  expect(empty).toEqual({});
});
