import type {
  DriftMismatch,
  RuntimeOnlyCause,
  RuntimeOnlyDrift,
  StaticOnlyCause,
  StaticOnlyDrift,
} from '../model/startup.ts';
import { plural } from './numbers.ts';
import { shortId } from './places.ts';

const NOT_LOADED: Record<StaticOnlyCause, string> = {
  'conditional-not-taken': 'under a condition that was not met',
  'importer-threw': 'its importer threw before',
  'after-boot-ended': 'the boot was over before its importer came that far',
  elided: 'the compiler dropped the import: only types of it are used',
  'resolved-elsewhere': 'the import led to another file',
  'not-preloaded': 'a preload of the config that the command did not bring',
  'other-process': 'the process was started with another file',
  unseen: 'modules like this one could not be seen',
  unknown: 'it ought to have been loaded',
};

const LOADED: Record<RuntimeOnlyCause, string> = {
  called: 'a lazy import that ran while booting',
  computed: 'its importer computes what it imports',
  addon: 'a native addon',
  hook: 'loaded by a package that hooks into module loading',
  generated: 'written and removed while booting',
  transform: 'an import that a compiler added',
  unresolved: 'the import leads nowhere on disk',
  'resolved-elsewhere': 'the import was expected to lead to another file',
  'taken-as-unloaded': 'its import seemed to load nothing',
  unanalysed: 'its importer could not be analysed in full',
  preload: 'brought by the command, before the entry',
  'other-entry': 'the main script of the process, which is not the entry',
};

/** Why a file that startup ought to load was not loaded. */
export function staticOnlyWords({ cause, instead }: StaticOnlyDrift): string {
  return NOT_LOADED[cause] + insteadWords(instead);
}

/** How a file came to be loaded that is no part of startup. */
export function runtimeOnlyWords({ cause, instead }: RuntimeOnlyDrift): string {
  return LOADED[cause] + insteadWords(instead);
}

/** That graph and boot are not about the same program, and what to do about it. */
export function mismatchWords(mismatch: DriftMismatch): string {
  const next = 'Name the file that the command really starts, or the sources it was compiled from';
  switch (mismatch.kind) {
    case 'another-program':
      return `the boot is not of this entry: ${mismatch.entry} was never loaded${mismatch.main === null ? '' : `, ${mismatch.main} was started`}. ${next}`;
    case 'few-known':
      return `the boot does not fit the imports: only ${mismatch.known} of ${plural(mismatch.loaded, 'loaded file')} of your own were expected. ${next}`;
    case 'unexplained':
      return `the boot does not fit the imports: ${mismatch.modules} of ${plural(mismatch.expected, 'expected file')} were not loaded, for no known cause. ${next}`;
  }
}

function insteadWords(instead: string | null): string {
  return instead === null ? '' : `: ${shortId(instead)}`;
}
