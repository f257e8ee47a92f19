import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Script, constants } from 'node:vm';
import { EVENT, type LateModule, type LateSettings } from '../protocol.ts';
import type { Recorder } from './recorder.ts';
import * as saved from './saved.ts';
import { isLauncher } from './watch-launchers.ts';

/**
 * Loads modules, one after the other, in a process whose boot is over: at the awaited moment; where the program ends by
 * itself, when it has nothing left to do (loading keeps it alive); where it calls `process.exit()`, on its way out, by
 * `require()` alone, since nothing asynchronous runs there.
 *
 * @param recorder whose `onEnd` reports what was registered by then
 */
export function loadLater(recorder: Recorder, late: LateSettings): void {
  if (!isMeasured(late.main)) return;
  const loads = new LateLoads(recorder, late);
  const { onEnd } = recorder;
  const soon = setImmediate;
  const loadThen = async (tell: () => void): Promise<void> => {
    await loads.run();
    tell();
  };
  recorder.onReady = (tell) => void soon(() => void loadThen(tell));
  recorder.onEnd = () => {
    onEnd();
    if (!isExiting()) return;
    loads.runNow();
    onEnd();
  };
  // Before the watch looks: to it this listener has always been there.
  process.once('beforeExit', () => void loads.run());
}

/** Loading is the program's own code: in a process beside the measured one it would do things twice. */
function isMeasured(main: string | null): boolean {
  const script = process.argv[1];
  if (main === null || script === undefined) return main === null && !isLauncher();
  try {
    return realpathSync(createRequire(`${script}/`).resolve(script)) === main;
  } catch {
    return script === main;
  }
}

function isExiting(): boolean {
  return (saved.self as { _exiting?: boolean })._exiting === true;
}

class LateLoads {
  private readonly recorder: Recorder;
  private readonly settings: LateSettings;
  private readonly bringIn: (url: string) => Promise<unknown>;
  private readonly urls: readonly string[];
  private readonly makeRequire = createRequire;
  private next = 0;
  private running = false;
  /** One has begun and not ended. */
  private loading = false;

  constructor(recorder: Recorder, settings: LateSettings) {
    this.recorder = recorder;
    this.settings = settings;
    this.urls = settings.modules.map(({ file }) => pathToFileURL(file).href);
    const script = new Script('(url) => import(url)', {
      filename: settings.main ?? process.execPath,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    this.bringIn = script.runInThisContext() as (url: string) => Promise<unknown>;
  }

  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    const { modules } = this.settings;
    while (this.next < modules.length && !isExiting()) {
      const at = this.begin();
      try {
        if (modules[at]?.how === 'require') this.requireOne(at);
        else await this.bringIn(this.urls[at] as string);
        this.end(at, 0);
      } catch (error) {
        this.end(at, this.reason(error));
      }
    }
  }

  /** Nothing where a load is going on: it is what ends the process. */
  runNow(): void {
    const { modules } = this.settings;
    while (!this.loading && this.next < modules.length) {
      const at = this.begin();
      try {
        this.requireOne(at);
        this.end(at, 0);
      } catch (error) {
        this.end(at, this.reason(error));
      }
    }
  }

  private begin(): number {
    const at = this.next++;
    this.loading = true;
    this.recorder.event(EVENT.lateLoad, at, 0);
    this.recorder.flush();
    return at;
  }

  private end(at: number, reason: number): void {
    this.loading = false;
    this.recorder.event(EVENT.lateLoadEnd, at, reason);
    this.recorder.flush();
  }

  private requireOne(at: number): void {
    const { required } = this.settings.modules[at] as LateModule;
    this.makeRequire(required)(required);
  }

  /** Number of a text: code and message, for the launcher to make words of. */
  private reason(error: unknown): number {
    try {
      const { code = '', message } = error as { code?: unknown; message?: unknown };
      const text = `${saved.toText(code)}\n${saved.toText(message ?? error)}`;
      return this.recorder.id(text);
    } catch {
      return this.recorder.id('\nit threw something that cannot be shown');
    }
  }
}
