import type { RegistrationKind } from '../../model/boot.ts';
import { watchContainers } from './registrations/containers.ts';
import { forgiveDomains } from './registrations/domains.ts';
import { newLedger, type Add, type Ledger, type Watcher } from './registrations/ledger.ts';
import { watchListeners } from './registrations/listeners.ts';
import { dataOf, isPlain, keyText, ownKeys } from './registrations/look.ts';
import { watchMetadata } from './registrations/metadata.ts';
import { builtin, nodeObjects } from './registrations/node-objects.ts';
import { watchProperties } from './registrations/properties.ts';
import { watchResources } from './registrations/resources.ts';

/** Told once for each thing a module registered, at the latest when its body ends. */
export type ReportRegistration = (
  module: string,
  kind: RegistrationKind,
  target: string,
  name: string,
  count: number,
) => void;

export interface RegistrationWatch {
  /**
   * The body of a module starts.
   *
   * @param module absolute path or URL
   * @param commonJs its module object: emitters it has exported by the time it loads others are watched from then on
   */
  enter(module: string, commonJs?: object): void;
  /**
   * The body of a module ended, or threw.
   *
   * @param exports whose emitters are watched from now on; those of `commonJs` where absent
   */
  leave(module: string, exports?: unknown): void;
  /** A registrar was called: it counts for the module that is being evaluated. */
  called(registrar: string, first: unknown): void;
  /** Reports what has come together so far: the process ends, or the awaited moment came. */
  flush(): void;
}

interface Frame {
  readonly module: string;
  readonly commonJs: object | undefined;
  readonly ledger: Ledger;
  /** Exports already searched for emitters, and how many keys they had then. */
  exports: unknown;
  keys: number;
}

/**
 * Finds what modules register outside themselves while they are evaluated, by comparing the world at each boundary
 * between modules with what it was at the one before. The difference belongs to the module that was being evaluated in
 * between; what happens while none is, to nobody. Emitters are reported as `<module>` or `<module>#<export>`.
 *
 * Nothing is wrapped (but for functions that define metadata), no accessor of the program and no proxy is touched. Not
 * seen: listeners of an EventTarget, `unref`'d timers, `module.register` and `registerHooks`, what is registered and
 * removed between two boundaries, an accessor of globalThis, `fs` or `crypto` replaced by a value.
 */
export function watchRegistrations(report: ReportRegistration): RegistrationWatch {
  const frames: Frame[] = [];
  const { compare, discover } = watchWorld();

  const boundary = (frame: Frame | undefined): void => {
    // A watcher that fails must not take the program with it.
    try {
      compare(frame?.ledger ?? newLedger());
      if (frame?.commonJs !== undefined) searchExports(discover, frame, dataOf(frame.commonJs, 'exports'));
    } catch {}
  };
  const hand = (frame: Frame): void =>
    frame.ledger.empty((kind, target, name, count) => report(frame.module, kind, target, name, count));
  return {
    enter(module, commonJs) {
      boundary(frames[frames.length - 1]);
      frames[frames.length] = { module, commonJs, ledger: newLedger(), exports: undefined, keys: 0 };
    },
    leave(module, exports) {
      const frame = takeOut(frames, module);
      // One that never started, for it could not be compiled, is no boundary.
      if (frame === undefined) return;
      boundary(frame);
      if (exports !== undefined) searchExports(discover, frame, exports);
      hand(frame);
    },
    called(registrar, first) {
      frames[frames.length - 1]?.ledger.add('registrar', registrar, nameOf(first), 1);
    },
    flush() {
      boundary(frames[frames.length - 1]);
      for (let i = 0; i < frames.length; i++) hand(frames[i] as Frame);
    },
  };
}

/** Looks for emitters in what a module exports, where that is not what was looked at before. */
function searchExports(discover: World['discover'], frame: Frame, exports: unknown): void {
  if (!isPlain(exports)) return;
  const keys = ownKeys(exports).length;
  if (exports === frame.exports && keys === frame.keys) return;
  frame.exports = exports;
  frame.keys = keys;
  discover(frame.module, exports);
}

interface World {
  compare(ledger: Ledger): void;
  discover(module: string, exports: unknown): void;
}

function watchWorld(): World {
  const properties = watchProperties(nodeObjects());
  const events = builtin('events') ?? {};
  const emitterPrototype = dataOf(events, 'prototype') as object;
  const listeners = watchListeners(emitterPrototype);
  listeners.watch(process, 'process');
  const cluster = builtin('cluster');
  if (cluster !== undefined) listeners.watch(cluster, 'cluster');
  const containers = watchContainers(ownKeys(globalThis));
  const withoutDomains = forgiveDomains(events);
  const watchers: Watcher[] = [
    properties,
    watchMetadata(() => properties.rebase(Reflect)),
    containers,
    listeners,
    watchResources(listeners),
  ];
  return {
    compare({ add }) {
      let hasNewGlobals = false;
      const addOthers = withoutDomains(add);
      const addAndSee: Add = (kind, target, name, count) => {
        if (target === 'globalThis') hasNewGlobals = true;
        addOthers(kind, target, name, count);
      };
      for (let i = 0; i < watchers.length; i++) watchers[i]?.compare(addAndSee);
      if (hasNewGlobals) containers.search();
    },
    discover: listeners.discover,
  };
}

/** Takes the last frame of a module out, wherever it is: with top-level await bodies end in any order. */
function takeOut(frames: Frame[], module: string): Frame | undefined {
  let at = frames.length - 1;
  while (at >= 0 && frames[at]?.module !== module) at--;
  if (at < 0) return undefined;
  const frame = frames[at];
  for (let i = at; i < frames.length - 1; i++) frames[i] = frames[i + 1] as Frame;
  frames.length -= 1;
  return frame;
}

/** How a registrar's first argument is called: a text, a symbol's description, or the name of a function. */
function nameOf(first: unknown): string {
  if (typeof first === 'string') return first;
  if (typeof first === 'symbol') return keyText(first);
  const name = typeof first === 'function' && isPlain(first) ? dataOf(first, 'name') : '';
  return typeof name === 'string' ? name : '';
}
