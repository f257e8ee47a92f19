import { expect } from 'vitest';
import type { Outlet } from '../../src/serve/client-feed.ts';

/** One block of an event stream, as the HTML standard has it read. */
export interface Block {
  readonly name: string;
  readonly data: string | null;
  readonly id: string | null;
}

/** Reads a stream bit by bit. */
export class StreamReader {
  lastId: string | null = null;
  private rest = '';

  /** @returns blocks that are complete now; comments are none */
  read(text: string): Block[] {
    const parts = (this.rest + text).split('\n\n');
    this.rest = parts.pop() as string;
    return parts.flatMap((part) => this.block(part));
  }

  private block(part: string): Block[] {
    const fields = new Map<string, string>();
    for (const line of part.split('\n').filter((each) => !each.startsWith(':'))) {
      const [, field = '', value = ''] = /^([a-z]+): (.*)$/.exec(line) ?? [];
      expect(['id', 'event', 'data'], line).toContain(field);
      fields.set(field, value);
    }
    if (fields.size === 0) return [];
    const id = fields.get('id') ?? null;
    if (id !== null) this.lastId = id;
    return [{ name: fields.get('event') ?? 'message', data: fields.get('data') ?? null, id }];
  }
}

/** A connection whose reader may be slow: what was written and not read fills it. */
export class SlowOutlet implements Outlet {
  isBlocked = false;
  isEnded = false;
  /** Most characters that ever waited. */
  most = 0;
  private readonly limit: number;
  private waiting = '';

  constructor(limit: number) {
    this.limit = limit;
  }

  readonly write = (text: string): boolean => {
    expect(this.isBlocked, 'written to a client that is full').toBe(false);
    this.waiting += text;
    this.most = Math.max(this.most, this.waiting.length);
    this.isBlocked = this.waiting.length >= this.limit;
    return !this.isBlocked;
  };

  readonly end = (): void => {
    this.isEnded = true;
  };

  /** @returns what is read; `isFree` where the writer may go on that could not before */
  take(characters: number): { readonly text: string; readonly isFree: boolean } {
    const text = this.waiting.slice(0, characters);
    this.waiting = this.waiting.slice(characters);
    const isFree = this.isBlocked && this.waiting.length === 0;
    if (isFree) this.isBlocked = false;
    return { text, isFree };
  }

  get left(): number {
    return this.waiting.length;
  }
}
