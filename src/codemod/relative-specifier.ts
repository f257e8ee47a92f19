import { ts } from 'ts-morph';
import type { ModuleId } from '../model/module-id.ts';
import type { Source } from './source.ts';

/** Extensions as they are in specifiers that name the compiled file. */
const COMPILED: Readonly<Record<string, string>> = {
  '.ts': '.js',
  '.tsx': '.js',
  '.mts': '.mjs',
  '.cts': '.cjs',
};

/**
 * A relative specifier for a module, as the file writes its others: with or without extension, that of the source or
 * of what it is compiled to.
 *
 * @param replaced the specifier it takes the place of, a model where the file has no other
 */
export function relativeSpecifier(source: Source, replaced: string, module: ModuleId): string {
  const path = relativePath(source.file, module);
  const extension = /\.[cm]?[jt]sx?$|\.json$/.exec(path)?.[0] ?? '';
  const compiled = COMPILED[extension];
  if (extension === '' || extension === '.json') return path;
  const stem = path.slice(0, -extension.length);
  switch (styleOf(source, replaced)) {
    case 'source':
      return path;
    case 'compiled':
      return stem + (compiled ?? extension);
    default:
      return /\.[cm][jt]s$/.test(path)
        ? stem + (compiled ?? extension)
        : stem.replace(/(^|\/)index$/, '') || '.';
  }
}

function styleOf(source: Source, replaced: string): 'none' | 'source' | 'compiled' {
  const votes = { none: 0, source: 0, compiled: 0 };
  for (const specifier of relativeSpecifiers(source)) {
    if (/\.[cm]?tsx?$/.test(specifier)) votes.source += 1;
    else if (/\.[cm]?jsx?$/.test(specifier)) votes.compiled += 1;
    else if (specifier !== replaced && !specifier.endsWith('.json')) votes.none += 1;
  }
  if (votes.source > 0 && votes.source >= votes.compiled) return 'source';
  // An ES module that Node runs as it stands has to name files in full.
  const full = !source.typescript && source.format === 'esm';
  if (votes.none > votes.compiled && !full) return 'none';
  return votes.compiled > 0 || full ? 'compiled' : 'none';
}

function relativeSpecifiers({ root }: Source): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) && /^\.\.?\//.test(node.text) && namesModule(node.parent))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

function namesModule(node: ts.Node): boolean {
  return ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isCallExpression(node);
}

function relativePath(from: ModuleId, to: ModuleId): string {
  const source = from.split('/').slice(0, -1);
  const target = to.split('/');
  let shared = 0;
  while (shared < source.length && shared < target.length - 1 && source[shared] === target[shared])
    shared += 1;
  const up = source.slice(shared).map(() => '..');
  return [...(up.length > 0 ? up : ['.']), ...target.slice(shared)].join('/');
}
