import type { ModuleId } from '../model/module-id.ts';

const EXTENSION = /\.[cm]?[jt]sx?$/;
/** What a specifier without an extension may find. */
const BESIDE = ['', '.js', '.cjs', '.mjs', '.jsx', '.ts', '.cts', '.mts', '.tsx', '.json', '.d.ts'];

/**
 * A free name for a module beside another, of that one's name and that of an export: `command.js` and `isCommand` give
 * `command-is-command.js`. It is written as the folder's file is: with hyphens, underscores or capitals.
 */
export function leafFileName(heavy: ModuleId, name: string, exists: (path: ModuleId) => boolean): ModuleId {
  const folder = heavy.slice(0, heavy.lastIndexOf('/') + 1);
  const base = heavy.slice(folder.length);
  const extension = EXTENSION.exec(base)?.[0] ?? '';
  const stem = extension === '' ? base : base.slice(0, -extension.length);
  const words = wordsOf(name === 'default' ? 'main' : name);
  const made = stem === 'index' ? joined(stem, words) : joined(stem, ['', ...words], stem);
  for (let count = 1; ; count++) {
    const candidate = `${folder}${made}${count === 1 ? '' : `-${count}`}`;
    if (!BESIDE.some((end) => exists(`${candidate}${end}` as ModuleId)))
      return `${candidate}${extension}` as ModuleId;
  }
}

function joined(model: string, words: readonly string[], start = ''): string {
  const [first = '', ...rest] = words;
  if (model.includes('_')) return start + words.join('_');
  if (!model.includes('-') && /[a-z][A-Z]|^[A-Z]/.test(model))
    return start + [first, ...rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('');
  return start + words.join('-');
}

/** `isCommandModule` -> is, command, module; `MAX_SIZE` -> max, size. */
function wordsOf(name: string): string[] {
  const parts = name.replaceAll(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2').split(/[^A-Za-z\d]+/);
  const words = parts.filter((part) => part !== '').map((part) => part.toLowerCase());
  return words.length > 0 ? words : ['part'];
}
