import * as fc from 'fast-check';

interface Local {
  readonly name: string;
  /** May be used in types only. */
  readonly typeOnly: boolean;
  /** A namespace object: its members are the types. */
  readonly namespace: boolean;
}

interface Statement {
  readonly text: (id: number) => string;
  readonly locals: (id: number) => Local[];
}

const clause: fc.Arbitrary<Statement> = fc.oneof(
  named(false),
  named(true),
  fc.constant(simple((id) => `import D${id} from`, [['D', false, false]])),
  fc.constant(simple((id) => `import type D${id} from`, [['D', true, false]])),
  fc.constant(simple((id) => `import * as n${id} from`, [['n', false, true]])),
  fc.constant(simple((id) => `import type * as n${id} from`, [['n', true, true]])),
  fc.constant(
    simple(
      (id) => `import D${id}, * as n${id} from`,
      [
        ['D', false, false],
        ['n', false, true],
      ],
    ),
  ),
  fc.constant(simple(() => `import {} from`, [])),
  fc.constant(simple(() => `import`, [])),
  fc.constant(simple(() => `export * from`, [])),
  fc.constant(simple((id) => `export * as star${id} from`, [])),
  fc.constant(simple((id) => `export { A as re${id}, type B as rt${id} } from`, [])),
  fc.constant(simple((id) => `export { type B as rt${id} } from`, [])),
  fc.constant(simple((id) => `export type { A as ra${id} } from`, [])),
);

function simple(text: (id: number) => string, locals: [string, boolean, boolean][]): Statement {
  return {
    text,
    locals: (id) =>
      locals.map(([name, typeOnly, namespace]) => ({ name: `${name}${id}`, typeOnly, namespace })),
  };
}

function named(withDefault: boolean): fc.Arbitrary<Statement> {
  return fc
    .array(fc.record({ imported: fc.constantFrom('A', 'B', 'C'), type: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((items) => ({
      text: (id) => {
        const list = items.map(
          ({ imported, type }, at) => `${type ? 'type ' : ''}${imported} as ${imported}${id}_${at}`,
        );
        return `import ${withDefault ? `D${id}, ` : ''}{ ${list.join(', ')} } from`;
      },
      locals: (id) => [
        ...(withDefault ? [{ name: `D${id}`, typeOnly: false, namespace: false }] : []),
        ...items.map(({ imported, type }, at) => ({
          name: `${imported}${id}_${at}`,
          typeOnly: type,
          namespace: false,
        })),
      ],
    }));
}

type Use = (type: string, value: string, id: number) => string;
const TYPE_USES: readonly Use[] = [
  (t, _, id) => `export let t${id}: ${t};`,
  (t, _, id) => `export type T${id} = ${t}[] | { [K in keyof ${t}]: 1 };`,
  (_, v, id) => `export let q${id}: typeof ${v};`,
  (t, _, id) => `interface I${id} extends ${t} {}`,
  (t, _, id) => `class M${id} implements ${t} { n = 1 }`,
  (t, _, id) => `declare class G${id} extends ${t} {}`,
  (t, _, id) => `const c${id} = null! as ${t};`,
  (t, _, id) => `function f${id}<X extends ${t}>(x: X): asserts x is X {}`,
  (t, _, id) => `class P${id} { declare a: ${t}; f(b?: ${t}): ${t} { return b!; } }`,
  (t, _, id) => `class V${id} { constructor(a: ${t}) {} }`,
  (t, _, id) => `const o${id} = { ${t.split('.')[0]}: 1 };`,
  (t, _, id) => `const s${id} = (${t.split('.')[0]}: number) => ${t.split('.')[0]};`,
  (t, _, id) => `namespace S${id} { export type X = ${t}; }`,
];
const VALUE_USES: readonly Use[] = [
  (_, v, id) => `export const v${id} = ${v};`,
  (_, v) => `void ${v};`,
  (_, v, id) => `class E${id} extends ${v} {}`,
  (_, v, id) => `const i${id} = (x: any) => x instanceof ${v};`,
  (_, v, id) => `enum U${id} { x = ${v}.s }`,
  (_, v, id) => `namespace W${id} { export const x = ${v}; }`,
  (_, v, id) => `const j${id} = <${v} />;`,
  (_, v, id) => `@${v} class O${id} {}`,
  (t, v, id) => `class Y${id} { @${v} a!: ${t}; @${v} m(x: ${t}): void {} }`,
  (_, v, id) => `const h${id} = { [${v}.s]: \`\${${v}}\` };`,
  (_, v, id) => `const a${id} = ${v}! satisfies unknown;`,
];
const NAME_USES: readonly Use[] = [
  (_, v, id) => `export { ${v} as e${id} };`,
  (_, v, id) => `export { type ${v} as y${id} };`,
  (_, v, id) => `export type { ${v} as z${id} };`,
  (_, v, id) => `const k${id} = { ${v} };`,
];

/**
 * A TypeScript file of random imports of `./m0` to `./m4` and random uses of them: as types, values, both, in
 * decorators, heritage clauses, JSX, exports, and under names that only look like them.
 */
export const programText: fc.Arbitrary<string> = fc
  .record({
    statements: fc.array(fc.record({ clause, module: fc.integer({ min: 0, max: 4 }) }), {
      minLength: 1,
      maxLength: 5,
    }),
    uses: fc.array(fc.record({ local: fc.nat(), kind: fc.nat(), use: fc.nat() }), { maxLength: 5 }),
    blank: fc.constantFrom(' ', '\n', ' /* x */ ', '\r\n'),
  })
  .map(({ statements, uses, blank }) => {
    const imports = statements.map(
      ({ clause: { text }, module }, id) => `${text(id)}${blank}'./m${module}';`,
    );
    const locals = statements.flatMap(({ clause: { locals: named }, module }, id) =>
      module >= 0 ? named(id) : [],
    );
    const lines = locals.length === 0 ? [] : uses.map((use, id) => useText(use, locals, id));
    return [...imports, ...lines, 'export {};'].join('\n');
  });

function useText(
  use: { local: number; kind: number; use: number },
  locals: readonly Local[],
  id: number,
): string {
  const local = pick(locals, use.local);
  const kinds = local.typeOnly ? [TYPE_USES] : [TYPE_USES, VALUE_USES, NAME_USES];
  const list = pick(kinds, use.kind);
  const member = local.namespace && list !== NAME_USES ? `${local.name}.A` : local.name;
  return pick(list, use.use)(member, member, id);
}

function pick<T>(list: readonly T[], at: number): T {
  return list[at % list.length] as T;
}
