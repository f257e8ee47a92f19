import type { Finding, RuleId } from '../model/finding.ts';
import { cyclePhrase } from './hazard-words.ts';
import { lazyAdvice } from './lazy-advice.ts';
import { bytes, millis, plural } from './numbers.ts';
import type { Phrase } from './phrase.ts';
import { doorOf, placeOf, shortId } from './places.ts';

type GateRule = Extract<
  RuleId,
  | 'registrations'
  | 'late-registration'
  | 'cold-load'
  | 'cycle-hazard'
  | 'prewarm'
  | 'new-heavy'
  | 'unresolved'
>;
type Phrases = { readonly [R in GateRule]: (finding: Extract<Finding, { rule: R }>) => Phrase };

const RECORD = 'import-budget baseline update --allow-additions';

/** Words of the rules that compare startup with what it was, or try modules out. */
export const GATE_PHRASES: Phrases = {
  registrations: ({ registration, change, module }) =>
    change === 'missing'
      ? {
          label: 'LOST',
          what: `nothing registers "${registration}" while booting any more`,
          next: 'import what registers it from a module that runs at startup; if it was dropped on purpose: import-budget baseline update --boot',
        }
      : {
          label: 'NEW',
          what: `${module === null ? 'a module' : shortId(module)} registers "${registration}", which the baseline does not hold`,
          next: 'record it: import-budget baseline update --boot --allow-additions',
        },
  'late-registration': ({ module, root, registrations, predicted, lines = [] }) => {
    const [first = '', ...others] = registrations;
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    const by = module === root ? '' : ` once ${shortId(root)} loads`;
    const told = predicted
      ? `, by its source (${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')})`
      : '';
    return {
      label: 'LATE',
      what: `${shortId(module)} registers "${first}"${more} only after boot${by}${told}`,
      next: `move the registration into a module that runs at startup, or import ${module} there`,
    };
  },
  'cold-load': ({ module, pattern, message, at }) =>
    module === null
      ? {
          label: 'COLD',
          what: `no module matches "${pattern}"`,
          next: 'correct the pattern in the config, or add the module',
        }
      : {
          label: 'COLD',
          what: `${module} does not load on its own: ${message}`,
          next: `make it load without others before it${at === undefined ? '' : ` (${at.file}${at.line === undefined ? '' : `:${at.line}`})`}: break the cycle it depends on, or import what it needs`,
        },
  'cycle-hazard': cyclePhrase,
  prewarm: (finding) => {
    if (finding.module === null) {
      return {
        label: 'PREWARM',
        what: `no module matches "${finding.pattern}"`,
        next: 'correct the pattern in the config, or add the module',
      };
    }
    const name = finding.package ?? finding.module;
    const how = finding.reached === 'lazy' ? 'is loaded only later' : 'is at startup only under a condition';
    const cost = `${plural(finding.modules, 'module')}, ${bytes(finding.bytes)}`;
    return {
      label: 'PREWARM',
      what: `${name} ${how}: the first request pays for it (${cost})`,
      next:
        finding.door === null
          ? `import ${name} from a module that runs at startup`
          : `in ${placeOf(finding.door)} import '${finding.door.specifier}' at the top of the file, or load it before the program is ready`,
    };
  },
  'new-heavy': (finding) => {
    const name = finding.package ?? finding.module;
    const time = finding.ms === null ? '' : `${millis(finding.ms)} ms, `;
    const size = `${time}${bytes(finding.bytes)} in ${plural(finding.modules, 'module')}`;
    const door = doorOf(finding.chain);
    const defer = door === undefined ? '' : `in ${placeOf(door)} ${lazyAdvice(door)}; `;
    return {
      label: 'NEW',
      what: `${name} is new at startup and heavy: ${size} (limits ${millis(finding.limitMs)} ms, ${bytes(finding.limitBytes)})`,
      next: `${defer}if it has to be there: ${RECORD}`,
    };
  },
  unresolved: ({ specifier, others, chain }) => {
    const last = chain.at(-1);
    const more = others > 0 ? `, and ${plural(others, 'more import')} of it` : '';
    return {
      label: 'UNRESOLVED',
      what: `'${specifier}' leads nowhere${more}`,
      next: `${last === undefined ? '' : `in ${placeOf(last)} `}correct the specifier, or install the package; where it is there only at run time, name it under "except"`,
    };
  },
};
