import type { SyntaxNode } from '../extract/tree/syntax.ts';
import type { CutReason } from '../model/cut.ts';
import type { Edits } from './edits.ts';
import type { Definer, Instead } from './lazy-cut.ts';
import type { Names } from './names.ts';

export interface InsteadRequest {
  readonly edits: Edits;
  readonly names: Names;
  readonly format: 'esm' | 'cjs';
  /** TypeScript: names that no value is read of are types. */
  readonly isTyped: boolean;
  /** Of the helper functions' names. */
  readonly prefix: string;
  /** As `require` takes it. */
  readonly target: string;
}

/** Why an import cannot be loaded in another way; null where it can. @param load an import, re-export or call */
export function insteadProblem(
  load: SyntaxNode,
  instead: Instead,
  { format }: Pick<InsteadRequest, 'format'>,
): CutReason['code'] | null {
  if (load.type === 'CallExpression')
    return instead.kind === 'definers' && load['callee'].name === 'require' ? null : 'computed';
  if (load.type !== 'ImportDeclaration')
    return load.type === 'TSImportEqualsDeclaration' ? 'computed' : 're-export';
  const specifiers: SyntaxNode[] = load['specifiers'];
  if (specifiers.length === 0) return 'side-effect-import';
  if (instead.kind === 'require') return format === 'esm' ? null : 'computed';
  return specifiers.some(({ type }) => type === 'ImportNamespaceSpecifier') ? 'computed' : null;
}

/** Loads an import in another way at the same moment. All stays on its line. */
export function loadInstead(load: SyntaxNode, instead: Instead, request: InsteadRequest): void {
  const { edits } = request;
  const { start, end } = load;
  const code =
    instead.kind === 'require'
      ? requireCode(load, start, request)
      : load.type === 'CallExpression'
        ? objectCode(instead, request)
        : importsCode(load, instead.names, request);
  edits.replace(start, end, code + edits.breaksIn(start, end));
}

/** What an import of CommonJS gives, as constants. */
function requireCode(load: SyntaxNode, start: number, { prefix, target }: InsteadRequest): string {
  const whole = `${prefix}m${String(start)}`;
  const constants = valuesOf(load).map((item) => {
    const name = importedName(item);
    const value =
      name === '*'
        ? `${prefix}namespace(${whole})`
        : name === 'default'
          ? `${prefix}default(${whole})`
          : `${whole}[${JSON.stringify(name)}]`;
    return `,${item['local'].name as string}=${value}`;
  });
  return `;const ${whole}=${prefix}load(${JSON.stringify(target)})${constants.join('')};`;
}

/** In place of what `require` gives of a module that gathers others. */
function objectCode(
  { names, isEsModule }: Instead & { kind: 'definers' },
  { prefix }: InsteadRequest,
): string {
  const entries = names.map(
    ({ name, exported, specifier }) =>
      `[${JSON.stringify(name)},require(${JSON.stringify(specifier)}),${JSON.stringify(exported)}]`,
  );
  return `${prefix}gather(${String(isEsModule)},[${entries.join(',')}])`;
}

/** Import declarations in place of one; what no module is known for stays. */
function importsCode(
  load: SyntaxNode,
  homes: readonly Definer[],
  { names, isTyped }: InsteadRequest,
): string {
  const byName = new Map(homes.map((home) => [home.name, home]));
  const lines = valuesOf(load).flatMap((item) => {
    const isRead = (names.declared.get(item['local'])?.references.length ?? 0) > 0;
    if (isTyped && !isRead) return [];
    const local: string = item['local'].name;
    const name = importedName(item);
    const home = byName.get(name);
    const from = JSON.stringify(home?.specifier ?? load['source'].value);
    const exported = home?.exported ?? name;
    const what =
      exported === '*'
        ? `* as ${local}`
        : `{ ${/^[\w$]+$/.test(exported) ? exported : JSON.stringify(exported)} as ${local} }`;
    return [`import ${what} from ${from};`];
  });
  return `;${lines.join('')}`;
}

function valuesOf(load: SyntaxNode): SyntaxNode[] {
  return (load['specifiers'] as SyntaxNode[]).filter((item) => item['importKind'] !== 'type');
}

/** `default`, or `*` for all of a module. */
function importedName(specifier: SyntaxNode): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  const imported: SyntaxNode | undefined = specifier['imported'];
  return imported === undefined ? 'default' : (imported['name'] ?? imported['value']);
}
