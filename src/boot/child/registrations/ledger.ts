import type { RegistrationKind } from '../../../model/boot.ts';
import { record } from './look.ts';

/** Notes a difference: how many more there are of something, or fewer where the count is negative. */
export type Add = (kind: RegistrationKind, target: string, name: string, count: number) => void;

/** A part of the outside world that is compared with what it was the last time. */
export interface Watcher {
  compare(add: Add): void;
}

interface Entry {
  readonly kind: RegistrationKind;
  readonly target: string;
  readonly name: string;
  count: number;
}

/** What one module has registered so far. */
export interface Ledger {
  readonly add: Add;
  /** Hands over what was added and not removed again, in order, and forgets it. */
  empty(report: Add): void;
}

/** A ledger in which a removal only counts against additions of the same ledger. */
export function newLedger(): Ledger {
  let byName = record<Entry>();
  let entries: Entry[] = [];
  return {
    add(kind, target, name, count) {
      const key = `${kind}\0${target}\0${name}`;
      const known = byName[key];
      if (known !== undefined) known.count = known.count + count < 0 ? 0 : known.count + count;
      else if (count > 0) entries[entries.length] = byName[key] = { kind, target, name, count };
    },
    empty(report) {
      const all = entries;
      byName = record<Entry>();
      entries = [];
      for (let i = 0; i < all.length; i++) {
        const entry = all[i] as Entry;
        if (entry.count > 0) report(entry.kind, entry.target, entry.name, entry.count);
      }
    },
  };
}
