import type { Measured } from '../model/boot.ts';
import type { BudgetMetric, Finding, Level, Notice, RuleId } from '../model/finding.ts';
import type { EdgeTiming, ImportEdge } from '../model/module-graph.ts';
import type { BudgetReport, EntryReport, PackageReport, WhyEntry } from '../model/report.ts';
import { marginWords } from './boot-words.ts';
import { shellWord } from './escape.ts';
import { GATE_PHRASES } from './gate-phrases.ts';
import type { Phrase } from './phrase.ts';
import { lazyAdvice } from './lazy-advice.ts';
import { bytes, count, millis, percent, plural, times } from './numbers.ts';
import { doorOf, placeOf, shortId } from './places.ts';

/** A finding in words. Names inside are as they came in: each reporter escapes for its own format. */
export interface FindingWords {
  /** The kind, in capitals. */
  readonly label: string;
  /** What is wrong, one line. */
  readonly what: string;
  /** Why that is a rule here, from the config. */
  readonly why: string | null;
  /** The one thing to do next; names the file and line to edit where there is one. */
  readonly next: string;
}

type Phrases = {
  readonly [R in RuleId]: (finding: Extract<Finding, { rule: R }>, entry?: EntryReport) => Phrase;
};

export const LEVEL_MARK: Record<Level, string> = { error: 'x', warning: '!', info: 'i' };

export const LEVEL_NOUN: Record<Level, readonly [one: string, many: string]> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['note', 'notes'],
};

const REACHED: Record<WhyEntry['reached'], string> = {
  eager: 'on the startup path',
  conditional: 'on the startup path under a condition',
  lazy: 'not at startup, loaded later',
  not: 'never reached',
};

/** Short mark of an import that is not simply eager. */
const TIMING_MARK: Record<EdgeTiming, string> = {
  eager: '',
  conditional: 'conditional',
  lazy: 'lazy',
  erased: 'type only',
  reference: 'reference',
};

const METRIC: Record<BudgetMetric, (value: number) => string> = {
  modules: (value) => plural(value, 'module'),
  packages: (value) => plural(value, 'package'),
  bytes,
  cpu: (value) => `CPU ${times(value)} bare Node`,
  cpuMs: (value) => `CPU ${millis(value)} ms`,
  rss: (value) => `memory ${bytes(value)}`,
  heap: (value) => `heap ${bytes(value)}`,
  regression: (value) => `CPU ${value < 0 ? '' : '+'}${percent(value)} against the base`,
};

/** A figure of a metric alone, as limits are written. */
const FIGURE: Record<BudgetMetric, (value: number) => string> = {
  modules: count,
  packages: count,
  bytes,
  cpu: times,
  cpuMs: (value) => `${millis(value)} ms`,
  rss: bytes,
  heap: bytes,
  regression: percent,
};

const PHRASES: Phrases = {
  forbidden: (finding) => {
    const name = finding.package ?? finding.module;
    const by = finding.pattern === name ? '' : ` (rule "${finding.pattern}")`;
    const others = finding.others > 0 ? `, and ${plural(finding.others, 'more module')} with it` : '';
    const edge = doorOf(finding.chain);
    return {
      label: 'FORBIDDEN',
      what: `${name} ${finding.certain ? 'reaches' : 'may reach'} startup${by}${others}`,
      next: edge
        ? `in ${placeOf(edge)} ${lazyAdvice(edge)}`
        : 'it is the entry itself: change the entry or the rule',
    };
  },
  required: (finding) => {
    if (finding.registration) {
      return {
        label: 'REQUIRED',
        what: `nothing registers "${finding.pattern}" while booting`,
        next: 'import what registers it from a module that runs at startup',
      };
    }
    if (finding.module === null) {
      return {
        label: 'REQUIRED',
        what: `no module matches "${finding.pattern}"`,
        next: 'correct the pattern in the config, or add the module',
      };
    }
    const how = {
      lazy: 'is loaded only later',
      conditional: 'is at startup only under a condition',
      not: 'is not reached',
    };
    const weak = finding.chain.find((edge) => edge.timing !== 'eager');
    return {
      label: 'REQUIRED',
      what: `${finding.module} must be at startup but ${how[finding.reached]}`,
      next: weak
        ? `in ${placeOf(weak)} import '${weak.specifier}' at the top of the file instead`
        : `import ${finding.module} from a module that runs at startup`,
    };
  },
  budget: (finding, entry) => {
    const heaviest = entry && heaviestBy(finding.metric, entry.packages);
    const next = heaviest
      ? startWith(heaviest, entry.name)
      : `look for what weighs most: import-budget graph${finding.entry ? ` ${shellWord(finding.entry)}` : ''}`;
    return { label: 'BUDGET', ...verdictPhrase(finding, next) };
  },
  ...GATE_PHRASES,
  'dependency-cruiser': (finding) => ({
    label: 'RULE',
    what: `${finding.name}: ${finding.edge ? `${placeOf(finding.edge)} imports ${shortId(finding.edge.to)}` : finding.module}`,
    next: finding.edge
      ? `in ${placeOf(finding.edge)} drop the import, or ${lazyAdvice(finding.edge)}`
      : `change ${finding.module}, or the rule in the dependency-cruiser config`,
  }),
  'stale-baseline': (finding) => ({
    label: 'BASELINE',
    what: `startup no longer holds ${plural(finding.lines.length, 'name')} of ${finding.file}: ${finding.lines.slice(0, 3).join(', ')}${finding.lines.length > 3 ? ', …' : ''}`,
    next: 'let the baseline shrink: import-budget baseline update (--boot, if it was recorded with it)',
  }),
  'stale-exception': (finding) =>
    finding.why === 'expired'
      ? {
          label: 'EXCEPTION',
          what: `"${finding.exception}" expired${finding.expires ? ` on ${finding.expires}` : ''}`,
          next: 'mend what it excuses, or give it a later date in the config',
        }
      : {
          label: 'EXCEPTION',
          what: `"${finding.exception}" excuses nothing any more`,
          next: 'delete it from the exceptions in the config',
        },
};

const NOTICES: Record<Notice['code'], readonly [one: string, many: string]> = {
  unresolved: ['import leads nowhere', 'imports lead nowhere'],
  'unresolved-optional': ['optional import is not installed', 'optional imports are not installed'],
  'syntax-error': ['file could not be parsed', 'files could not be parsed'],
  unreadable: ['file could not be read', 'files could not be read'],
  'computed-import': ['import has a computed target', 'imports have computed targets'],
  'lenient-resolution': [
    'import was resolved where Node would fail',
    'imports were resolved where Node would fail',
  ],
  'single-file-bundle': ['entry is a single-file bundle', 'entries are single-file bundles'],
  'config-code': ['config file was executed', 'config files were executed'],
  'not-judged': ['thing was not judged', 'things were not judged'],
  tsconfig: ['tsconfig could not be used in full', 'tsconfigs could not be used in full'],
  limit: ['limit was reached', 'limits were reached'],
  archive: ['module lies in an archive', 'modules lie in archives'],
  probe: ['thing the probe could not do', 'things the probe could not do'],
  'cold-disk': ['remark about the page cache', 'remarks about the page cache'],
  'registrar-not-found': ['registrar is not watched', 'registrars are not watched'],
  'left-running': ['process outlived the boot', 'processes outlived the boot'],
  'separate-series': ['remark about the figures', 'remarks about the figures'],
  'shared-packages': ['remark about packages', 'remarks about packages'],
  cache: ['remark about the cache', 'remarks about the cache'],
};

/**
 * Puts a finding into words.
 *
 * @param entry the report of the finding's entry: a budget's advice names its heaviest package
 */
export function findingWords(finding: Finding, entry?: EntryReport): FindingWords {
  // The union is keyed by `rule`, which TypeScript can't follow through the record.
  const phrase = (PHRASES[finding.rule] as (finding: Finding, entry?: EntryReport) => Phrase)(finding, entry);
  return { ...phrase, why: finding.reason ?? null, next: finding.fix ?? phrase.next };
}

/** How an entry comes to what was asked about: `on the startup path`, `not loaded: only its types are imported`. */
export function reachedWords({ reached, mentions }: Pick<WhyEntry, 'reached' | 'mentions'>): string {
  if (reached !== 'not' || mentions.length === 0) return REACHED[reached];
  const erased = mentions.some(({ edge }) => edge.timing === 'erased');
  const located = mentions.some(({ edge }) => edge.timing === 'reference');
  if (!located) return 'not loaded: only its types are imported';
  return erased ? 'not loaded: only located, and its types imported' : 'only located, not loaded';
}

/** That configs were executed, one line for all of them; null where none was. */
export function executedWords(notices: readonly Notice[]): string | null {
  const executed = notices.filter(({ code }) => code === 'config-code');
  const files = [...new Set(executed.map(({ at }) => at?.file ?? 'a config'))];
  if (files.length === 0) return null;
  return `${files.join(', ')} ${files.length === 1 ? 'was' : 'were'} executed (--no-config-code refuses that)`;
}

/** Heading of a group of notices of one code: `3 imports lead nowhere`. */
export function noticeHeading(code: Notice['code'], size: number): string {
  return plural(size, ...NOTICES[code]);
}

/** `612 modules`, `4.1 MB`, `CPU 412 ms`. */
export function metricWords(metric: BudgetMetric, value: number): string {
  return METRIC[metric](value);
}

/** A figure and its limit, and by how much it is over: `612 modules, limit 320 (+292)`. */
export function limitWords(metric: BudgetMetric, actual: number, limit: number): string {
  return `${METRIC[metric](actual)}${heldAgainst(metric, actual, limit)}`;
}

function heldAgainst(metric: BudgetMetric, actual: number, limit: number): string {
  const over = actual > limit ? ` (+${FIGURE[metric](actual - limit)})` : '';
  return `, limit ${FIGURE[metric](limit)}${over}`;
}

/** The range of a measured figure: `251 ms to 268 ms`. */
function rangeWords(metric: BudgetMetric, { low, high }: Pick<Measured, 'low' | 'high'>): string {
  return `${FIGURE[metric](low)} to ${FIGURE[metric](high)}`;
}

/** A limit, what it was held against and what is left of it: `CPU 412 ms ±9 ms, limit 500 ms, 18 % left`. */
export function budgetWords({
  metric,
  actual,
  limit,
  measured,
  headroomLeft,
  verdict,
}: BudgetReport): string {
  if (measured === undefined) return limitWords(metric, actual, limit);
  const left = verdict === 'pass' && headroomLeft !== null ? `, ${leftWords(headroomLeft)}` : '';
  return `${METRIC[metric](actual)}${marginWords(measured, FIGURE[metric])}${heldAgainst(metric, actual, limit)}${left}`;
}

/** How much of a limit is left: `8 % left`. */
function leftWords(headroomLeft: number): string {
  return `${percent(headroomLeft)} left`;
}

/** What a reader of a chain must know of one of its imports: that it is not simply eager, or that a boot took it. */
export function edgeMark({ timing, observed }: ImportEdge): string {
  return observed ? 'seen at run time' : TIMING_MARK[timing];
}

/**
 * The command that explains a module or package to the reader of one entry.
 *
 * @param entry a name of the config, or a file relative to the root
 */
export function whyCommand(query: string, entry: string): string {
  return `import-budget why ${shellWord(query)} ${shellWord(entry)}`;
}

/** @param next what to do where the limit is exceeded */
function verdictPhrase(
  { metric, actual, limit, verdict, measured, noise }: Extract<Finding, { rule: 'budget' }>,
  next: string,
): Omit<Phrase, 'label'> {
  const figures = limitWords(metric, actual, limit);
  if (verdict === 'headroom') return { what: `${figures}: ${leftWords((limit - actual) / limit)}`, next };
  if (verdict === undefined || measured === undefined) return { what: figures, next };
  const spread =
    noise === undefined ? '' : `; two series of such runs may differ by ${percent(noise)} without a cause`;
  return {
    what: `${figures}: too close to tell, the true figure may be ${rangeWords(metric, measured)}${spread}`,
    next: 'measure again with more --runs or on a quieter machine, or raise the limit above the range',
  };
}

function heaviestBy(metric: BudgetMetric, packages: readonly PackageReport[]): PackageReport | undefined {
  const weight = (item: PackageReport) => (metric === 'bytes' ? item.retainedBytes : item.retainedModules);
  return packages
    .filter((item) => item.door !== null)
    .reduce<PackageReport | undefined>(
      (best, item) => (best && weight(best) >= weight(item) ? best : item),
      undefined,
    );
}

function startWith(heaviest: PackageReport, entry: string): string {
  const door = heaviest.door ? `, in at ${placeOf(heaviest.door)}` : '';
  const gain = `${plural(heaviest.retainedModules, 'module')}, ${bytes(heaviest.retainedBytes)}`;
  return `start with ${heaviest.name}${door}: ${gain} leave with it (${whyCommand(heaviest.name, entry)})`;
}
