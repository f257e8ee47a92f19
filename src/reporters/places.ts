import type { Place } from '../model/finding.ts';
import type { ImportEdge, ImportKind } from '../model/module-graph.ts';

const CODE: Record<ImportKind, (specifier: string) => string> = {
  import: (specifier) => `import '${specifier}'`,
  'import-equals': (specifier) => `import = require('${specifier}')`,
  're-export': (specifier) => `export from '${specifier}'`,
  'dynamic-import': (specifier) => `import('${specifier}')`,
  require: (specifier) => `require('${specifier}')`,
  'create-require': (specifier) => `require('${specifier}')`,
  'module-require': (specifier) => `module.require('${specifier}')`,
  'require-resolve': (specifier) => `require.resolve('${specifier}')`,
  worker: (specifier) => `new Worker('${specifier}')`,
  url: (specifier) => `new URL('${specifier}')`,
  preload: (specifier) => `preload of ${specifier}`,
};

/** `src/a.ts:3`, packages without the folders above them; the file alone where no import stands in it. */
export function placeOf(edge: ImportEdge): string {
  return edge.unplaced ? shortId(edge.from) : `${shortId(edge.from)}:${edge.line}`;
}

/** `src/a.ts:3:7`; packages without the folders above them. */
export function placeWords({ file, line, column }: Place): string {
  return shortId(file) + (line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`);
}

/** An import as code, for where the source line is not at hand: `import('zod')`. */
export function importCode(edge: ImportEdge): string {
  return CODE[edge.kind](edge.specifier);
}

/** An id without `node_modules/` and what stands before it. */
export function shortId(id: string): string {
  const at = id.lastIndexOf('node_modules/');
  return at < 0 ? id : id.slice(at + 'node_modules/'.length);
}

/** The import to edit: the one by which the chain leaves first-party code, else its last. */
export function doorOf(chain: readonly ImportEdge[]): ImportEdge | undefined {
  const outside = (id: string) => id.includes('node_modules/') || id.startsWith('node:');
  return chain.find((edge) => !outside(edge.from) && outside(edge.to)) ?? chain.at(-1);
}
