import type { SyntaxNode } from '../extract/tree/syntax.ts';
import type { ComputedSite, Store } from './computed-site.ts';
import type { Edits } from './edits.ts';

export interface CodeRequest {
  readonly text: string;
  readonly edits: Edits;
  /** Of the helper functions' names. */
  readonly prefix: string;
  /** What the log calls the import. */
  readonly key: string;
}

/** Of a call with what is taken of what it gives: the code before and after its specifier, on one line. */
export function codeAround(
  { value, call }: Pick<Store, 'value' | 'call'>,
  { text, prefix, key }: CodeRequest,
  name: string,
): string {
  const { callee } = call as unknown as { callee: SyntaxNode };
  const [before, after] = [text.slice(value.start, call.start), text.slice(call.end, value.end)];
  const called = text.slice(callee.start, callee.end);
  const given = called === 'require' ? `${prefix}seen(${JSON.stringify(key)},require,${name})` : name;
  return `${before}${called}(${given})${after}`.replaceAll(/\s+/g, ' ');
}

/** Whether code around a call is such that it means the same on one line. */
export function isPlainAround({ value, call }: Pick<Store, 'value' | 'call'>, text: string): boolean {
  return !/\/[/*]/.test(text.slice(value.start, call.start) + text.slice(call.end, value.end));
}

/**
 * Rewrites a computed `require` that has no name: what is stored is loaded when it is read; what is used at once is
 * logged as it is loaded.
 */
export function putOffStores(site: Exclude<ComputedSite, { kind: 'variable' }>, request: CodeRequest): void {
  const { edits, prefix, key } = request;
  if (site.kind === 'store') return putOffStore(site, request);
  const [argument] = site.call['arguments'] as [SyntaxNode];
  edits.insert(argument.start, `${prefix}seen(${JSON.stringify(key)},require,`);
  edits.insert(argument.end, ')');
  if (site.kind === 'loader') for (const store of site.stores) putOffStore(store, request);
}

function putOffStore(store: Store, request: CodeRequest): void {
  const { edits, prefix } = request;
  const { value, call, assignment } = store;
  const [argument] = call['arguments'] as [SyntaxNode];
  const name = `${prefix}a`;
  const from = putAt(assignment, request);
  const load = `,function(${name}){return ${codeAround(store, request, name)}},`;
  edits.replace(from, argument.start, edits.breaksIn(from, argument.start) + load);
  edits.replace(argument.end, value.end, `)${edits.breaksIn(argument.end, value.end)}`);
}

/**
 * Turns the left side of an assignment to a member into the first arguments of a call.
 *
 * @returns where what follows them starts
 */
export function putAt({ left, start }: SyntaxNode, { edits, prefix }: Omit<CodeRequest, 'key'>): number {
  const { object, property, computed } = left as {
    object: SyntaxNode;
    property: SyntaxNode;
    computed: boolean;
  };
  edits.replace(start, object.start, `${prefix}put(${edits.breaksIn(start, object.start)}`);
  const name = computed ? '' : JSON.stringify(property['name']);
  const to = computed ? property.start : property.end;
  edits.replace(object.end, to, `,${edits.breaksIn(object.end, to)}${name}`);
  return property.end;
}
