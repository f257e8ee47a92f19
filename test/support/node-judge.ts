import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Files } from './programs-of.ts';

const CHILD = join(import.meta.dirname, 'judge-modules.mjs');

/** How a project booted. */
export interface Judgement {
  /** `file` is the first of the project's own on the error's stack. */
  readonly failure: {
    readonly name: string;
    readonly code: string | null;
    readonly file: string | null;
    readonly message: string;
  } | null;
  /** What the modules gave to `__trace`. */
  readonly trace: readonly string[];
  /** What they gave to `__early`. */
  readonly early: readonly string[];
}

/** Real Node: loads small projects in a child process of its own, one after the other. */
export class NodeJudge {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'judge-'))).replaceAll('\\', '/');
  #child: ChildProcess | null = null;
  #asked = 0;

  /**
   * @param files plain JavaScript; `.js` is CommonJS unless they hold a package.json that says otherwise
   * @returns PROCESS_ABORT as the error's code where the process ended
   */
  async boot(files: Files, entry: string): Promise<Judgement> {
    const folder = `${this.#folder}/${++this.#asked}`;
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const child = (this.#child ??= fork(CHILD, [], { execArgv: ['--no-warnings'], silent: true }));
    const answer = await new Promise<Judgement>((resolve) => {
      const died = () => {
        this.#child = null;
        resolve({
          failure: { name: 'Error', code: 'PROCESS_ABORT', file: null, message: '' },
          trace: [],
          early: [],
        });
      };
      child.once('exit', died);
      child.once('message', (message) => {
        child.off('exit', died);
        resolve(message as Judgement);
      });
      child.send({ folder, entry });
    });
    rmSync(folder, { recursive: true });
    return answer;
  }

  close(): void {
    this.#child?.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
