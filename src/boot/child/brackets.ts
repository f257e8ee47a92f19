import { EVENT } from '../protocol.ts';
import type { BodyWatch } from './body-watch.ts';
import type { Recorder } from './recorder.ts';
import { declareGlobal } from './global-name.ts';
import * as saved from './saved.ts';

const MARK = '__import_budget_mark__';

const { indexOf, slice } = String.prototype;

/** Modules with a line before their first one, and its length: what V8 counts from the start of the text is off by it. */
export const shifted = saved.dictionary<number>();

/**
 * Puts a mark before and behind the text of an ES module: imports are hoisted, so that what runs between the two is the
 * body's own evaluation and nothing else.
 */
export class Brackets {
  private readonly recorder: Recorder;
  private readonly bodies: BodyWatch | undefined;
  private readonly urls: string[] = [];

  constructor(recorder: Recorder, bodies: BodyWatch | undefined) {
    this.recorder = recorder;
    this.bodies = bodies;
    const mark = (id: number) => (id > 0 ? this.start(id) : this.end(-id));
    declareGlobal(MARK, mark);
  }

  /** With the first mark on a line before the text's first one. A hashbang must be a text's start, so it becomes a comment. */
  onOwnLine(url: string, text: string): string {
    const id = this.idOf(url);
    const given = this.prepared(url, text);
    const rest = isHashbang(given) ? `//${saved.apply(slice, given, [2]) as string}` : given;
    const first = `${MARK}(${id});\n`;
    shifted[url] = first.length;
    return `${first}${rest}\n;${MARK}(-${id});`;
  }

  /** With the first mark on the text's first line, or behind its hashbang. */
  around(url: string, text: string): string {
    const id = this.idOf(url);
    const given = this.prepared(url, text);
    let place = 0;
    if (isHashbang(given)) {
      place = (saved.apply(indexOf, given, ['\n']) as number) + 1;
      // Nothing but a hashbang: there is no body to time.
      if (place === 0) return given;
    }
    const before = saved.apply(slice, given, [0, place]) as string;
    return `${before}${MARK}(${id});${saved.apply(slice, given, [place]) as string}\n;${MARK}(-${id});`;
  }

  private prepared(url: string, text: string): string {
    return (this.bodies?.prepare(url, text) ?? text) as string;
  }

  private idOf(url: string): number {
    const id = this.recorder.id(url);
    this.urls[id] = url;
    return id;
  }

  private start(id: number): void {
    this.recorder.event(EVENT.body, id, 0);
    this.recorder.flushSoon();
    this.bodies?.enter(this.urls[id] as string);
  }

  private end(id: number): void {
    this.bodies?.leave(this.urls[id]);
    this.recorder.event(EVENT.bodyEnd, id, 0);
    this.recorder.flushSoon();
  }
}

function isHashbang(text: string): boolean {
  return text[0] === '#' && text[1] === '!';
}
