import { expect, it } from 'vitest';
import { exportsThrough, type WrittenExports } from '../../../src/commands/exports-through.ts';

/** By file: names that it writes, and files whose names it passes on. */
type Files = Readonly<Record<string, { own?: readonly string[]; stars?: readonly string[] }>>;

/** Tells of a name of a file which files give it, one behind the other, and how often each file was read. */
function reader(files: Files) {
  const ids = Object.keys(files);
  const nodeOf = new Map(ids.map((id, node) => [id, node]));
  const reads = new Map<string, number>();
  const exportsOf = exportsThrough((node): WrittenExports => {
    const id = ids[node]!;
    reads.set(id, (reads.get(id) ?? 0) + 1);
    const { own = [], stars = [] } = files[id]!;
    return {
      own: new Map(own.map((name) => [name, { specifiers: [] }])),
      stars: stars.map((specifier) => ({ specifier, target: nodeOf.get(specifier)! })),
    };
  });
  const wayOf = (id: string, name: string): string[] => {
    const way: string[] = [];
    for (let at = id; !way.includes(at);) {
      way.push(at);
      const found = exportsOf(nodeOf.get(at)!).get(name);
      if (found === undefined) return [...way, 'nowhere'];
      if (found.passedOn === undefined) return way;
      expect(found).toEqual({
        specifiers: [found.passedOn.specifier],
        passedOn: { specifier: found.passedOn.specifier, name },
      });
      at = found.passedOn.specifier;
    }
    return [...way, 'around'];
  };
  return { namesOf: (id: string) => [...exportsOf(nodeOf.get(id)!).keys()].toSorted(), wayOf, reads };
}

it('reads each file once where all pass on the names of all', () => {
  const ids = Array.from({ length: 40 }, (_, at) => `f${at}`);
  const { namesOf, wayOf, reads } = reader(
    Object.fromEntries(
      ids.map((id) => [id, { own: [`of-${id}`], stars: ids.filter((other) => other !== id) }]),
    ),
  );
  const all = ids.map((id) => `of-${id}`).toSorted();
  for (const id of ids) expect(namesOf(id)).toEqual(all);
  for (const id of ids.slice(1)) expect(wayOf('f0', `of-${id}`)).toEqual(['f0', id]);
  expect([...reads.values()]).toEqual(ids.map(() => 1));
});

it('takes the first file that passes a name on, however far behind it the name is written', () => {
  const { namesOf, wayOf } = reader({
    index: { own: ['own'], stars: ['far', 'near'] },
    far: { stars: ['further'] },
    further: { own: ['name', 'own', 'default'] },
    near: { own: ['name', 'other'] },
  });
  expect(namesOf('index')).toEqual(['name', 'other', 'own']);
  expect(wayOf('index', 'name')).toEqual(['index', 'far', 'further']);
  expect(wayOf('index', 'own')).toEqual(['index']);
});

it('goes no way twice in a circle, from wherever it is asked', () => {
  const { namesOf, wayOf } = reader({
    c: { own: ['c'], stars: ['a', 'leaf'] },
    b: { own: ['b'], stars: ['c'] },
    a: { own: ['a', 'default'], stars: ['b', 'c', 'a'] },
    leaf: { own: ['leaf', 'default'], stars: [] },
  });
  expect(namesOf('a')).toEqual(['a', 'b', 'c', 'default', 'leaf']);
  expect(namesOf('b')).toEqual(['a', 'b', 'c', 'leaf']);
  expect(wayOf('a', 'leaf')).toEqual(['a', 'c', 'leaf']);
  expect(wayOf('b', 'a')).toEqual(['b', 'c', 'a']);
  expect(wayOf('b', 'default')).toEqual(['b', 'nowhere']);
  expect(wayOf('c', 'b')).toEqual(['c', 'a', 'b']);
});

it('follows a line of files that is longer than the stack', () => {
  const files = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, at) => [
      `f${at}`,
      at === 19_999 ? { own: ['end'] } : { stars: [`f${at + 1}`] },
    ]),
  );
  const { namesOf } = reader(files);
  expect(namesOf('f0')).toEqual(['end']);
});
