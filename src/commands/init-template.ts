import type { DiscoveredEntry } from '../entries/discover.ts';
import { proposeBudget, sizeText, type Measured } from './propose-budget.ts';

export type InitFormat = 'jsonc' | 'json' | 'ts' | 'mjs';

/** Found in package.json, or named on the command line. */
export type InitEntry = Omit<DiscoveredEntry, 'from'> & {
  readonly from: DiscoveredEntry['from'] | '--entry';
};

export interface InitContent {
  readonly entries: readonly InitEntry[];
  /** By entry name; null where nothing was measured. */
  readonly measured: ReadonlyMap<string, Measured> | null;
  /** A dependency-cruiser config of the project, relative to the root. */
  readonly dependencyCruiser: string | null;
}

const SCHEMA = './node_modules/import-budget/schema/config.schema.json';

/**
 * Writes the config that `init` proposes: with comments, but in `json`.
 *
 * @returns text that ends in a newline and that loadConfig accepts
 */
export function renderConfig(format: InitFormat, content: InitContent): string {
  if (format === 'json') return `${JSON.stringify(plainConfig(content), null, 2)}\n`;
  const head =
    '// What may load when this project starts. Judge its imports: import-budget check --static-only\n' +
    '// See what loads now with: import-budget graph; why a module does with: import-budget why <module>\n';
  const body = commentedBody(content, format === 'jsonc');
  if (format === 'jsonc') return `${head}${body}\n`;
  if (format === 'ts')
    return `${head}import { defineConfig } from 'import-budget';\n\nexport default defineConfig(${body});\n`;
  return `${head}\n/** @type {import('import-budget').UserConfig} */\nexport default ${body};\n`;
}

function plainConfig({ entries, measured }: InitContent): object {
  const usable = entries.filter((entry) => !entry.missing);
  const named = usable.map((entry) => {
    const values = measured?.get(entry.name);
    return [
      entry.name,
      { file: entry.file, ...(values === undefined ? {} : { budget: proposeBudget(values) }) },
    ];
  });
  return { $schema: SCHEMA, entries: Object.fromEntries(named), rules: [], exceptions: [] };
}

function commentedBody(content: InitContent, withSchema: boolean): string {
  return [
    '{',
    ...(withSchema ? [`  "$schema": ${quote(SCHEMA)},`, ''] : []),
    '  // Programs to analyse: a name that rules and --entry refer to, and its source file.',
    '  // "import-budget check" also boots each, as node FILE. Where it starts in another way, or needs arguments:',
    '  // "run": ["node", "dist/cli.js", "--version"] (its --import and --require count). More keys: "ready" (when the',
    '  // boot is over), "env", "exitCode", "conditions" (as node --conditions).',
    '  "entries": {',
    ...entryLines(content),
    '  },',
    '',
    '  // "forbidden": modules that must not be on a startup path. "required": modules that must be.',
    '  // A module is a package name, a builtin, or a path glob. "entries" narrows a rule, "level" softens it.',
    '  "rules": [',
    '    // { "type": "forbidden", "modules": ["typescript", "src/ai/**"], "reason": "only some commands need it" },',
    '    // { "type": "required", "modules": ["src/listeners/*.ts"], "reason": "must be wired at startup" },',
    `    // { "type": "dependency-cruiser", "config": ${quote(content.dependencyCruiser ?? '.dependency-cruiser.cjs')} },`,
    '  ],',
    '',
    '  // Findings to excuse for now. One that matches nothing, or has expired, is reported.',
    '  "exceptions": [',
    '    // { "edge": "src/a.ts -> zod", "reason": "issue 12", "owner": "you", "expires": "2027-03-01" },',
    '  ]',
    '}',
  ].join('\n');
}

function entryLines({ entries, measured }: InitContent): string[] {
  const usable = entries.filter((entry) => !entry.missing);
  const lines = usable.flatMap((entry, index) => {
    const comma = index === usable.length - 1 ? '' : ',';
    const values = measured?.get(entry.name);
    return [
      `    // ${originOf(entry)}.`,
      `    ${quote(entry.name)}: {`,
      ...(values === undefined ? unmeasuredLines(entry, index) : measuredLines(entry, values)),
      `    }${comma}`,
    ];
  });
  const missing = entries.filter((entry) => entry.missing);
  return [
    ...lines,
    ...missing.map((entry) => `    // Left out, not there: ${quote(entry.name)}: ${quote(entry.declared)}`),
  ];
}

function originOf({ from, mapped, declared }: InitEntry): string {
  if (from === '--entry') return 'Named by --entry';
  const source = mapped ? `; ${quote(declared)} is not built, this is its source` : '';
  return `From ${from} of package.json${source}`;
}

function measuredLines(entry: InitEntry, values: Measured): string[] {
  const { modules, packages, bytes } = proposeBudget(values);
  return [
    `      "file": ${quote(entry.file)},`,
    `      // Now: ${count(values.modules, 'module')}, ${count(values.packages, 'package')}, ${sizeText(values.bytes)}. The budget leaves 5 % of room, rounded up.`,
    `      "budget": { "modules": ${modules}, "packages": ${packages}, "bytes": ${quote(bytes)} }`,
  ];
}

function unmeasuredLines(entry: InitEntry, index: number): string[] {
  const file = `      "file": ${quote(entry.file)}`;
  if (index > 0) return [file];
  return [
    `${file},`,
    '      // Limits of what may load at startup, for example:',
    '      // "budget": { "modules": 320, "packages": 40, "bytes": "4MB" }',
    '      "budget": {}',
  ];
}

/** As JSON; the two line separators that JSON allows but that end a comment in JavaScript are escaped. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
