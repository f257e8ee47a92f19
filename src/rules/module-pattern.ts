import picomatch from 'picomatch';

/**
 * One `modules` pattern, compiled. A pattern can have several readings; each is a predicate, or null where the
 * pattern cannot mean that. The rules of reading are written down in module-pattern.md.
 */
export interface ModulePattern {
  /** As written, without the `!`. */
  readonly text: string;
  /** Written with `!`: takes matches away. */
  readonly negated: boolean;
  /** Whole packages, by name. */
  readonly package: ((name: string) => boolean) | null;
  /** Files in a package that `within` accepts, by their path below the package folder. */
  readonly below: ((path: string) => boolean) | null;
  readonly within: ((name: string) => boolean) | null;
  /** Modules that some import names like this (`lodash/fp`). */
  readonly specifier: ((specifier: string) => boolean) | null;
  /** Node builtins, by name without `node:`. */
  readonly builtin: ((name: string) => boolean) | null;
  /** Files, by module id. */
  readonly path: ((id: string) => boolean) | null;
  /** Whether `path` may match files in packages, and not first-party ones only. */
  readonly everywhere: boolean;
}

type Readings = Partial<Omit<ModulePattern, 'text' | 'negated'>>;

const GLOB = /[*?{}[\]()]/;
const EXTENSION = /\.[^./]+$/;

/** Compiles one pattern as the user wrote it. Never throws; an empty pattern matches nothing. */
export function compileModulePattern(written: string): ModulePattern {
  const negated = written.startsWith('!') && !written.startsWith('!(');
  const text = (negated ? written.slice(1) : written).trim();
  const none = {
    package: null,
    below: null,
    within: null,
    specifier: null,
    builtin: null,
    path: null,
    everywhere: false,
  };
  return { text, negated, ...none, ...readingsOf(text) };
}

function readingsOf(text: string): Readings {
  if (text === '') return {};
  if (text.startsWith('node:')) return { builtin: covers(text.slice('node:'.length)) };
  if (text.startsWith('./')) return { path: covers(text.slice(2)) };
  if (text.startsWith('../') || text.startsWith('/') || /^[a-z]:\//i.test(text))
    return { path: covers(text) };
  if (/(^|\/)node_modules(\/|$)/.test(text)) return { path: covers(text), everywhere: true };
  if (text.startsWith('@')) return scoped(text);
  if (!text.includes('/')) return { package: exact(text), builtin: covers(text), path: exact(text) };
  const [name, ...rest] = text.split('/');
  const file = { path: covers(text) };
  // A glob in the first part (`**/x.ts`, `*/x.ts`) would search every package: it means first-party paths only.
  if (GLOB.test(name!) || name === '') return file;
  return { ...file, builtin: covers(text), ...subpath(name!, rest.join('/'), text) };
}

function scoped(text: string): Readings {
  const [scope, name, ...rest] = text.split('/');
  if (name === undefined || name === '') return { package: exact(`${scope}/*`) };
  if (rest.length === 0 || rest[0] === '' || name === '**') return { package: exact(`${scope}/${name}`) };
  return subpath(`${scope}/${name}`, rest.join('/'), text);
}

function subpath(name: string, path: string, text: string): Readings {
  const inPackage = covers(path);
  return {
    within: exact(name),
    below: (below) => inPackage(below) || inPackage(below.replace(EXTENSION, '')),
    specifier: covers(text),
  };
}

/** The name itself or what the glob matches. The name comes first: `app/[id]/page.ts` is a real path, too. */
function exact(glob: string): (text: string) => boolean {
  if (!GLOB.test(glob)) return (text) => text === glob;
  const isMatch = picomatch(glob, { dot: true });
  return (text) => text === glob || isMatch(text);
}

/** Like {@link exact}, and all that lies below. */
function covers(written: string): (text: string) => boolean {
  const glob = written.endsWith('/') ? written.slice(0, -1) : written;
  const itself = exact(glob);
  const folder = `${glob}/`;
  return (text) => itself(text) || text.startsWith(folder);
}
