import type { Draft, Export, Use } from './random-cycles.ts';

/** How a module writes a name that it uses. */
export interface Known {
  readonly text: string;
  readonly of: Export;
  /** Module that defines it. */
  readonly owner: number;
}

/** A text and where it stands among the module's definitions. */
export interface Placed {
  readonly at: number;
  readonly text: string;
}

/** The statement for a use; those in functions are told apart by `id`. */
export function statementOf({ form }: Use, { text, of }: Known, id: string): string {
  switch (form % 12) {
    case 0:
      return `void ${text};`;
    case 1:
      return of.kind === 'function' ? `${text}();` : of.kind === 'class' ? `new (${text})();` : `${text}.id;`;
    case 2:
      return of.kind === 'class' ? `class D${id} extends ${text} {}` : `typeof ${text};`;
    case 3:
      return `function g${id}() { return ${text}.id; } g${id}();`;
    case 4:
      return `function g${id}() { return ${text}.id; }`;
    case 5:
      return `[1].map(() => ${text}.id);`;
    case 6:
      return `try { ${text}.id; } catch {}`;
    case 7:
      return `class D${id} { static it = ${text}; }`;
    case 8:
      return `const { id: k${id} } = ${text};`;
    case 9:
      return `const k${id} = [${text}];`;
    case 10:
      return `const k${id} = \`\${${text}.id}\`;`;
    default:
      return `${text}.id;`;
  }
}

/** Forms of 12 and more stand in an exported function, where there is one: they run when somebody calls it. */
export function isInFunction({ form }: Use): boolean {
  return form % 24 >= 12;
}

/** What an exported function does: reads, and calls of functions further on, so that no call goes in a circle. */
export function bodyOf(known: readonly Known[], { index }: Draft): string {
  return known
    .map(({ text, of, owner }) => (of.kind === 'function' && owner > index ? `${text}();` : `${text}.id;`))
    .join(' ');
}

/** Puts texts between definitions: `at` counts those that stand before. */
export function interleave(definitions: readonly string[], placed: readonly Placed[]): string[] {
  return [...definitions, ''].flatMap((definition, position) => [
    ...placed.filter(({ at }) => at % (definitions.length + 1) === position).map(({ text }) => text),
    definition,
  ]);
}

/** Marks where evaluation starts and ends. */
export function traced({ index }: Draft, lines: readonly string[]): string {
  return [`__trace('m${index}');`, ...lines, `__trace('/m${index}');`].filter(Boolean).join('\n') + '\n';
}
