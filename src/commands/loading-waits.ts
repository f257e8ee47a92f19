import { posix, resolve } from 'node:path';
import { isFunction, type SyntaxNode } from '../extract/tree/syntax.ts';
import { readText } from '../io/files.ts';
import type { ImportEdge, ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';

export interface LoadingRequest {
  /** Absolute. */
  readonly root: string;
  readonly importsOf: ReadonlyMap<ModuleId, readonly ImportEdge[]>;
  readonly moduleOf: (id: ModuleId) => ModuleRecord | undefined;
}

/** Whether a module, or what it imports, awaits at its top level. */
export async function loadingWaits(
  module: ModuleId,
  { root, importsOf, moduleOf }: LoadingRequest,
): Promise<boolean> {
  const { parse } = await import('../extract/parse.ts');
  const open = [module];
  const seen = new Set(open);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (moduleOf(id)?.format === 'esm') {
      const text = readText(resolve(root, id)) ?? '';
      if (/\bawait\b/.test(text)) {
        const { result } = parse(posix.extname(id), text);
        if (awaits(result.program as unknown as SyntaxNode)) return true;
      }
    }
    for (const { to, kind, timing } of importsOf.get(id) ?? []) {
      if (seen.has(to) || timing === 'lazy') continue;
      if (kind !== 'import' && kind !== 're-export') continue;
      seen.add(to);
      open.push(to);
    }
  }
  return false;
}

function awaits(node: SyntaxNode): boolean {
  if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node['await'])) return true;
  if (node.type === 'VariableDeclaration' && node['kind'] === 'await using') return true;
  if (isFunction(node)) return false;
  return Object.values(node).some((child) =>
    Array.isArray(child) ? child.some((one) => isNode(one) && awaits(one)) : isNode(child) && awaits(child),
  );
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}
