/** What is read of a source map (ECMA-426): an index map holds further maps as its sections. */
interface SourceMap {
  readonly sourceRoot?: unknown;
  readonly sources?: unknown;
  readonly sections?: unknown;
}

/** A source as a map names it. */
export interface MapSource {
  /** URL or path; relative to the map, or to the folder the bundler ran in. */
  readonly name: string;
  readonly isBundlers: boolean;
}

/** `webpack://name/./src/a.ts` */
const BUNDLERS = /^(?:webpack|rspack|turbopack):\/\/[^/]*\//;

/**
 * Lists the sources that a source map names.
 *
 * @param text JSON, with or without the guard against script inclusion (`)]}'`)
 * @returns each source once, its `sourceRoot` in front; code that a bundler made up is left out; empty where the text
 *   is no source map
 */
export function mapSources(text: string): MapSource[] {
  const found = new Set<string>();
  try {
    collect(JSON.parse(text.replace(/^\)\]\}'[^\n]*\n/, '')), found);
  } catch {
    return [];
  }
  return [...found].map((source) => ({
    name: source.replace(BUNDLERS, ''),
    isBundlers: BUNDLERS.test(source),
  }));
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  const { sourceRoot, sources, sections } = value as SourceMap;
  if (Array.isArray(sections)) {
    for (const section of sections as ({ map?: unknown } | null)[]) collect(section?.map, found);
    return;
  }
  if (!Array.isArray(sources)) return;
  const prefix = typeof sourceRoot === 'string' && sourceRoot !== '' ? sourceRoot.replace(/\/?$/, '/') : '';
  for (const source of sources as unknown[]) {
    if (typeof source !== 'string' || isMadeUp(source)) continue;
    const isWhole = source.startsWith('/') || /^[a-z][\w+.-]*:/i.test(source);
    found.add(isWhole ? source : prefix + source);
  }
}

/** Rollup marks its helpers by a null character, webpack calls its own `webpack/...`. */
function isMadeUp(source: string): boolean {
  return source === '' || source.includes('\0') || /^webpack:\/\/[^/]*\/(webpack\/|external )/.test(source);
}
