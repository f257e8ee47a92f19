import type {
  CutCandidate,
  CutEdit,
  CutPlan,
  CutReason,
  CutsReport,
  Deferability,
  ImportUses,
} from '../model/cut.ts';
import type { Effect, EffectKind } from '../model/effect.ts';
import { editsOf } from '../model/edits-of.ts';
import { savedMs } from '../model/verdict.ts';
import { listed } from './listed.ts';
import { bytes, count, millis, percent, plural } from './numbers.ts';
import { placeOf, placeWords, shortId } from './places.ts';

/** The name of each verdict, and what it means. */
export const SAFETY_WORDS: Readonly<Record<CutCandidate['safety'], readonly [name: string, means: string]>> =
  {
    safe: ['safe', 'nothing that startup does is lost'],
    review: ['review', 'a person has to look at the reasons'],
    blocked: ['blocked', 'not as the code stands'],
  };

/** What an edit asks of whoever makes it. */
export const EDIT_WORDS: Readonly<Record<Deferability, string>> = {
  free: 'free',
  mechanical: 'mechanical',
  review: 'needs a look',
  blocked: 'not possible as it stands',
};

const SHAPE_WORDS: Readonly<Record<NonNullable<ImportUses['shape']>, string>> = {
  'await-import': 'by await import()',
  require: 'by require()',
  'create-require': 'by createRequire(), as its callers are not async',
  getter: 'by a lazy getter',
};

const REASON_WORDS: Readonly<Record<CutReason['code'], (detail: string) => string>> = {
  heritage: (detail) => `a class extends ${detail}, so it is needed when the class is defined`,
  'static-init': (detail) => `a static member reads ${detail} when its class is defined`,
  'top-level-use': (detail) => `${detail} is read while the module is evaluated`,
  reassigned: (detail) => `${detail} is assigned to`,
  're-export': (detail) => `it only passes ${detail} on: import past it, from where that is defined`,
  'side-effect-import': (detail) => `${detail} is imported for what it does`,
  'exported-value': (detail) => `${detail} is part of an exported value: a getter can hand it out`,
  'callback-argument': (detail) =>
    `it is used in what is given to ${detail}: whether that is called while booting is not known`,
  'called-while-loading': (detail) =>
    `it is used in ${detail}, which is called while the module is evaluated`,
  decorator: (detail) => `${detail} decorates a class, which happens when that is defined`,
  'target-awaits': (detail) => `${detail} awaits at top level: only await import() can load it`,
  'sync-caller': (detail) => `${detail} is used in a function that is not async`,
  computed: (detail) => `${detail} is worked out at run time`,
  'not-editable': (detail) => `${detail} is not yours to edit`,
  'touched-while-booting': (detail) => `${detail} was used while booting all the same`,
  unreadable: (detail) => `it could not be read: ${detail}`,
};

const EFFECT_WORDS: Readonly<Record<EffectKind, string>> = {
  registration: 'no longer registers at startup',
  call: 'no longer calls at startup',
  decorator: 'no longer decorates at startup',
  assignment: 'no longer sets at startup',
  polyfill: 'no longer sets the global at startup',
  'prototype-patch': 'no longer patches at startup',
  timer: 'no longer starts at startup',
  output: 'no longer prints at startup',
};

/** The way out where a cut loses registrations. */
export const KEEP_WORDS = 'fix --keep-effects registers at startup all the same, where that can be written';

/** What to do, as an order without its place; with the places of each edit where they differ. */
export function actionWords(cut: CutCandidate): string {
  const kinds = new Map<string, CutEdit>();
  for (const edit of editsOf(cut)) {
    const kind = `${edit.action} ${edit.shape}`;
    const known = kinds.get(kind);
    const definedIn = [...(known?.definedIn ?? []), ...(edit.definedIn ?? [])];
    kinds.set(kind, { ...edit, edges: [...(known?.edges ?? []), ...edit.edges], definedIn });
  }
  if (kinds.size < 2) return editWords(cut);
  const words = [...kinds.values()].map(
    (edit) => `${listed(edit.edges.map((edge) => placeOf(edge)))}: ${editWords(edit)}`,
  );
  return words.join('; ');
}

function editWords({
  action,
  shape,
  edges,
  definedIn,
  instead,
}: CutEdit & Pick<CutCandidate, 'instead'>): string {
  const names = listed([...new Set((definedIn ?? []).map(({ name }) => name))]);
  const files = listed([...new Set((definedIn ?? []).map(({ module }) => shortId(module)))]);
  switch (action) {
    case 'type-only':
      return 'write import type: only types of it are used';
    case 'unused':
      return 'remove it: nothing of it is used';
    case 'defer':
      return `load it where it is used${shape === null ? '' : `, ${SHAPE_WORDS[shape]}`}`;
    case 'past-barrel':
      return files === '' ? 'import past the barrel' : `import ${names} from ${files}, past the barrel`;
    case 'move-leaf':
      return names === ''
        ? 'move the light part into a file of its own'
        : `move ${names} from ${files} into a file of its own, and import it from there`;
    case 'registry':
      return `load its ${plural(edges.length, 'entry', 'entries')} when they are asked for`;
    case 'facade':
      return 'give the parts of this index by lazy getters';
    case 'lexing':
      return 'load it by createRequire(): Node then need not search it for export names';
    case 'upstream':
      return instead === undefined
        ? 'ask its authors to load it later'
        : `ask its authors to load it later, or cut your own ${placeOf(instead)} '${instead.specifier}'`;
  }
}

/** Why, without the place: `a class extends Base, …`. */
export function reasonWords({ code, detail }: CutReason): string {
  return REASON_WORDS[code](detail);
}

/** `src/bus.ts:3 no longer registers at startup: process.on SIGTERM`. */
export function effectWords({ module, line, kind, what, confidence }: Effect): string {
  const doubt = confidence === 'certain' ? '' : ` (${confidence})`;
  return `${shortId(module)}:${line} ${EFFECT_WORDS[kind]}: ${what}${doubt}`;
}

/** Reasons that differ by their column alone are one: where, and why. */
export function mergedReasons(
  reasons: readonly CutReason[],
): { readonly place: string; readonly why: string }[] {
  const lines = new Map<string, { readonly place: string; readonly why: string }>();
  for (const reason of reasons) {
    const { file, line } = reason.at;
    const why = reasonWords(reason);
    const key = [file, line, why].join('\n');
    const at = lines.has(key) && line !== undefined ? { file, line } : reason.at;
    lines.set(key, { place: placeWords(at), why });
  }
  return [...lines.values()];
}

/** `180 ms (44 %), 27 modules, 1.1 MB`; as it was measured where the cut was booted by itself. */
export function savesWords({ frees, measured }: CutCandidate, { startup }: CutsReport): string {
  const { modules } = frees;
  const saved = savedMs(measured);
  const ms = saved === null ? frees.ms : Math.max(0, saved);
  const share = ms === null || !startup.ms ? '' : ` (${percent(ms / startup.ms)})`;
  const time = ms === null ? [] : [`${millis(ms)} ms${share}`];
  return [...time, plural(modules.length, 'module'), bytes(frees.bytes)].join(', ');
}

/** A state of startup: `412 ms, 85 modules, 1.2 MB`. */
export function amountWords(ms: number | null, modules: number, size: number): string {
  const time = ms === null ? [] : [`${millis(ms)} ms`];
  return [...time, plural(modules, 'module'), bytes(size)].join(', ');
}

/** What a plan leaves of startup, and how much less that is. */
export function planWords(
  { leftMs, leftModules, leftBytes, cuts }: CutPlan,
  { startup }: CutsReport,
): string {
  const [left, now] =
    leftMs !== null && startup.ms !== null ? [leftMs, startup.ms] : [leftBytes, startup.bytes];
  const less = now > 0 ? ` (${percent(left / now - 1)})` : '';
  return `${amountWords(leftMs, leftModules, leftBytes)}${less}, by ${plural(cuts.length, 'cut')}`;
}

/** `3 safe, 1 to review, 2 blocked`. */
export function summaryWords({ summary: { safe, review, blocked } }: CutsReport): string {
  return `${count(safe)} safe, ${count(review)} to review, ${count(blocked)} blocked`;
}

/** What stays for good reasons; null where that is next to nothing: the entry itself is always of it. */
export function floorWords({ floor }: CutsReport): string | null {
  if (floor.modules <= 1) return null;
  return `${amountWords(floor.ms, floor.modules, floor.bytes)} cannot be cut off or have many importers: leave them`;
}

/** What figures rest on. */
export function basisWords({ basis }: CutsReport): string {
  return basis === 'measured' ? 'CPU of modules in the last boot' : 'no boot was measured: ranked by size';
}

/** Why taking these imports away is not enough; null where it is. */
export function heldWords({ heldBy }: CutCandidate): string | null {
  return heldBy.length === 0 ? null : `also held by ${listed(heldBy.map(placeOf))}`;
}

/** Who loads it later; null where nobody is known to. */
export function paidWords({ paidBy }: CutCandidate): string | null {
  return paidBy.length === 0 ? null : `paid later, at ${listed(paidBy.map(placeWords))}`;
}

/** What --goal or --evict came to; null where neither was asked for. */
export function askedWords({ asked }: CutsReport): string | null {
  if (asked === undefined) return null;
  return asked.reached
    ? `${asked.what}: reached`
    : `${asked.what}: out of reach of the cuts that are possible`;
}
