import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exists, isFile, realPath } from '../io/files.ts';
import { toModuleId, type ModuleId } from '../model/module-id.ts';
import type { CompiledFiles } from '../model/startup.ts';
import { mapSources, type MapSource } from './map-sources.ts';

/** The comment is the last thing in a compiled file, but for blank space and signatures. */
const TAIL_BYTES = 4096;
/** A larger file or map is no module of the program's own: it is left as it is. */
const LARGEST_BYTES = 64 * 1024 * 1024;
/** ECMA-426, "Linking generated code to source maps"; `@` is its older form. */
const COMMENT = /^[\t ]*(?:\/\/|\/\*)[#@][\t ]*sourceMappingURL=([^\s'"*]+)[\t ]*(?:\*\/)?[\t ]*$/gm;
const DATA_URL_END = /^[\w+/=%.~,!*'();:@&$?-]*\s*(?:\*\/)?\s*$/;
const COMPILED = /\.[cm]?js$|\/[^./]+$/i;

/**
 * Finds out which loaded files were compiled from what, by the source maps they name. Files in `node_modules` are taken
 * as they are.
 *
 * @param files ids of loaded modules; builtins and the like are skipped
 * @param root absolute real path that the ids are relative to, forward slashes
 */
export function sourceOfCompiled(files: readonly ModuleId[], root: string): CompiledFiles {
  const sourceOf = new Map<ModuleId, ModuleId>();
  const bundles = new Map<ModuleId, ModuleId[]>();
  const gone = new Set<ModuleId>();
  for (const id of files) {
    // Schemes: node:, data:, unresolved:. A Windows drive is one letter.
    if (/^[a-z][\w+.-]+:/i.test(id)) continue;
    const path = posix.resolve(root, id);
    if (!exists(path)) gone.add(id);
    else if (COMPILED.test(path) && !path.includes('/node_modules/')) addCompiled(id, path);
  }
  return { sourceOf, bundles, gone };

  function addCompiled(id: ModuleId, path: string): void {
    const { total, existing } = sourcesOf(path);
    const ids = [...new Set(existing.map((source) => toModuleId(realPath(source), root)))];
    const [only] = ids;
    if (total > 1) bundles.set(id, ids);
    else if (only !== undefined && only !== id) sourceOf.set(id, only);
  }
}

/** How many sources a file's map names, and the absolute paths of those that exist. */
function sourcesOf(path: string): { total: number; existing: string[] } {
  const none = { total: 0, existing: [] };
  const link = linkIn(path);
  if (link === null) return none;
  const map = readMap(link, posix.dirname(path));
  if (map === null) return none;
  const sources = mapSources(map.text);
  const existing = sources
    .map((source) => locateSource(source, map.folder))
    .filter((found) => found !== null);
  return { total: sources.length, existing };
}

/** The URL that a compiled file's last comment gives for its map; null where there is none. */
function linkIn(path: string): string | null {
  const tail = readTail(path);
  if (tail === null) return null;
  // A map inside the comment may be longer than the tail, which then is the end of a data URL and nothing else.
  const text = tail.cut && DATA_URL_END.test(tail.text) ? readWhole(path) : tail.text;
  return [...(text ?? '').matchAll(COMMENT)].at(-1)?.[1] ?? null;
}

function readTail(path: string): { text: string; cut: boolean } | null {
  let file: number | undefined;
  try {
    if (!isFile(path)) return null;
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    const read = readSync(file, tail, 0, tail.length, size - tail.length);
    return { text: tail.toString('utf8', 0, read), cut: size > TAIL_BYTES };
  } catch {
    // It was there a moment ago, or may not be read: it stays its own source.
    return null;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** @returns null where the file cannot be read or is too large */
function readWhole(path: string): string | null {
  let file: number | undefined;
  try {
    if (!isFile(path)) return null;
    file = openSync(path, 'r');
    return fstatSync(file).size > LARGEST_BYTES ? null : readFileSync(file, 'utf8');
  } catch {
    return null;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * @param link as the comment has it
 * @param folder of the compiled file
 * @returns the map's text and the folder its sources are relative to; null where it cannot be had
 */
function readMap(link: string, folder: string): { text: string; folder: string } | null {
  const data = /^data:[^,]*?(;base64)?,(.*)$/s.exec(link);
  if (data !== null) {
    const [, base64, body = ''] = data;
    const text = base64 === undefined ? decoded(body) : Buffer.from(body, 'base64').toString('utf8');
    return text === null ? null : { text, folder };
  }
  const path = locate(link.replace(/[?#].*$/, ''), folder);
  const text = path === null ? null : readWhole(path);
  return path === null || text === null ? null : { text, folder: posix.dirname(path) };
}

/** As {@link locate}; what a bundler named is relative to the folder it ran in: the nearest above that fits. */
function locateSource({ name, isBundlers }: MapSource, folder: string): string | null {
  for (let at = folder; ; at = posix.dirname(at)) {
    const found = locate(name, at);
    if (found !== null || !isBundlers || at === posix.dirname(at)) return found;
  }
}

/** The file a URL or path means, as it is written or with `%20` and the like decoded; null where neither exists. */
function locate(reference: string, folder: string): string | null {
  for (const name of [reference, decoded(reference)]) {
    if (name === null) continue;
    const path = toPath(name, folder);
    if (path !== null && isFile(path)) return path;
  }
  return null;
}

function toPath(reference: string, folder: string): string | null {
  if (/^[a-z]:[\\/]/i.test(reference)) return reference.replaceAll('\\', '/');
  if (!/^[a-z][\w+.-]*:/i.test(reference)) return posix.resolve(folder, reference.replaceAll('\\', '/'));
  if (!reference.startsWith('file:')) return null;
  try {
    return fileURLToPath(reference).replaceAll('\\', '/');
  } catch {
    return null;
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
