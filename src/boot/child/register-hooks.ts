import Module from 'node:module';
import { EVENT } from '../protocol.ts';
import type { Brackets } from './brackets.ts';
import type { Recorder } from './recorder.ts';
import { sourceReader } from './source-text.ts';

interface ResolveContext {
  readonly parentURL?: string;
}

interface Loaded {
  format?: string;
  source?: unknown;
}

type Hooks = {
  resolve(specifier: string, context: ResolveContext, next: (...args: unknown[]) => { url: string }): unknown;
  load(url: string, context: object, next: (...args: unknown[]) => Loaded): unknown;
};

/** Sees ES modules through `module.registerHooks` (Node 22.15 and later), where Node's own loader cannot be reached. */
export function watchByRegisterHooks(recorder: Recorder, brackets: Brackets): void {
  const { registerHooks } = Module as unknown as { registerHooks: (hooks: Hooks) => void };
  const asText = sourceReader();
  registerHooks({
    resolve(specifier, context, next) {
      recorder.event(EVENT.resolve, recorder.id(context.parentURL), recorder.id(specifier));
      let url: string | undefined;
      try {
        const found = next(specifier, context);
        url = found.url;
        return found;
      } finally {
        recorder.event(EVENT.resolveEnd, recorder.id(url), 0);
        if (url !== undefined && context.parentURL !== undefined) {
          recorder.event(EVENT.link, recorder.id(context.parentURL), recorder.id(url));
        }
      }
    },
    load(url, context, next) {
      const id = recorder.id(url);
      recorder.event(EVENT.read, id, 0);
      try {
        const loaded = next(url, context);
        const text = isModule(loaded.format) ? asText(loaded.source) : undefined;
        if (text === undefined) return loaded;
        return { ...loaded, source: brackets.around(url, text) };
      } finally {
        recorder.event(EVENT.readEnd, id, 0);
      }
    },
  });
}

/** `module`, and `module-typescript`, whose text is stripped later. */
function isModule(format: string | undefined): boolean {
  return format === 'module' || format === 'module-typescript';
}
