import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClientFeed } from '../../src/serve/client-feed.ts';
import { seqOfId } from '../../src/serve/event-id.ts';
import type { LiveEvent } from '../../src/serve/live-event.ts';
import { LiveHub } from '../../src/serve/live-hub.ts';
import { isWanted, type Subscription } from '../../src/serve/subscription.ts';
import { SlowOutlet, StreamReader } from '../support/live-client.ts';

const LIMITS = { events: 6, bytes: 250 };
const FULL = 150;
// One that is longer than all that is kept together is among them.
const LONGEST = 270;
const ENTRIES = ['web', 'cli', 'job'];
const ALL: Subscription = { wants: null, query: '' };
const WEB: Subscription = { wants: (entry) => entry === 'web', query: '?entry=web' };

type Step =
  | {
      readonly do: 'publish';
      readonly name: LiveEvent['name'];
      readonly entry: number;
      readonly size: number;
    }
  | { readonly do: 'connect'; readonly client: number; readonly how: 'resume' | 'new' | 'alien' }
  | { readonly do: 'disconnect' | 'read'; readonly client: number; readonly size: number }
  | { readonly do: 'render' | 'turn' | 'beat' };

const client = fc.nat({ max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      name: fc.constantFrom('run' as const, 'run' as const, 'report' as const, 'failed' as const),
      entry: fc.nat({ max: 3 }),
      size: fc.nat({ max: LONGEST }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('connect' as const),
      client,
      how: fc.constantFrom('resume' as const, 'resume' as const, 'new' as const, 'alien' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disconnect' as const), client, size: fc.nat(1) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      client,
      size: fc.integer({ min: 1, max: 300 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('render' as const, 'turn' as const, 'turn' as const, 'beat' as const),
    }),
  },
);

/** What was published, and promises of texts that are still being made. */
class World {
  readonly hub = new LiveHub('one', LIMITS);
  readonly published: LiveEvent[] = [];
  private readonly renders: (() => void)[] = [];

  publish(name: LiveEvent['name'], entry: number, size: number): void {
    const seq = this.published.length + 1;
    const data = JSON.stringify({ seq, fill: 'x'.repeat(size) });
    const isForAll = entry === ENTRIES.length || name === 'failed';
    const event: LiveEvent = {
      name,
      entries: isForAll ? null : [ENTRIES[entry] as string],
      data,
      ...(name === 'report' && {
        narrowed: () => new Promise<string>((resolve) => this.renders.push(() => resolve(data))),
      }),
    };
    this.published.push(event);
    expect(this.hub.publish(event)).toBe(seq);
  }

  render(): boolean {
    const next = this.renders.shift();
    next?.();
    return next !== undefined;
  }

  /** Number of the last report, and of what came after it, up to an event: what a page of that moment shows. */
  stateAt(seq: number, subscription: Subscription): number[] {
    const upTo = this.published.slice(0, seq);
    const report = upTo.findLastIndex(({ name }) => name === 'report') + 1;
    const since = upTo.length > report && isWanted(upTo.at(-1) as LiveEvent, subscription) ? [seq] : [];
    return [...(report > 0 ? [report] : []), ...since];
  }

  /** Number of the next event that a subscription wants; undefined where there is none. */
  nextWanted(seq: number, subscription: Subscription): number | undefined {
    const at = this.published.findIndex((event, index) => index >= seq && isWanted(event, subscription));
    return at < 0 ? undefined : at + 1;
  }
}

/** A page that checks what it is told. */
class Page {
  reader = new StreamReader();
  outlet = new SlowOutlet(FULL);
  feed: ClientFeed | null = null;
  resyncs = 0;
  /** Number that all up to is known; null while a snapshot is due. */
  private have: number | null = null;
  private mayResync = false;
  private snapshot: number[] = [];
  private readonly world: World;
  private readonly subscription: Subscription;

  constructor(world: World, subscription: Subscription) {
    this.world = world;
    this.subscription = subscription;
  }

  connect(how: 'resume' | 'new' | 'alien'): void {
    if (this.feed !== null) return;
    const lastId = how === 'resume' ? this.reader.lastId : how === 'alien' ? 'two-3' : null;
    this.have = lastId === null ? null : seqOfId(lastId, 'one');
    this.mayResync = lastId !== null;
    this.snapshot = [];
    this.reader = new StreamReader();
    this.reader.lastId = lastId;
    this.outlet = new SlowOutlet(FULL);
    this.feed = this.world.hub.subscribe(this.subscription, this.outlet, lastId);
  }

  disconnect(): void {
    if (this.feed !== null) this.world.hub.unsubscribe(this.feed);
    this.feed = null;
  }

  read(size: number): void {
    const { text, isFree } = this.outlet.take(size);
    for (const { name, data, id } of this.reader.read(text)) this.hear(name, data, id);
    if (isFree) this.feed?.drained();
  }

  hear(name: string, data: string | null, id: string | null): void {
    if (name === 'resync') {
      expect(this.mayResync, 'two resyncs for one gap').toBe(true);
      this.resyncs++;
      this.have = null;
      this.mayResync = false;
      this.snapshot = [];
      return;
    }
    const seq = id === null ? null : (seqOfId(id, 'one') as number);
    const said = data === null ? null : (JSON.parse(data) as { seq: number }).seq;
    if (seq === null) {
      expect(this.have, 'an event without a number outside of a snapshot').toBe(null);
      this.snapshot.push(said as number);
    } else if (said === null) {
      if (this.have === null) expect(this.snapshot).toEqual(this.world.stateAt(seq, this.subscription));
      else expect(this.world.nextWanted(this.have, this.subscription) ?? Infinity).toBeGreaterThan(seq);
      this.have = seq;
      this.mayResync = true;
    } else {
      expect(said).toBe(seq);
      expect(this.have, 'an event before the snapshot').not.toBe(null);
      expect(seq, 'lost, doubled or out of order').toBe(
        this.world.nextWanted(this.have as number, this.subscription),
      );
      this.have = seq;
    }
  }

  /** Everything that is wanted has been heard. */
  expectComplete(): void {
    if (this.feed === null) return;
    expect(this.have).not.toBe(null);
    expect(this.world.nextWanted(this.have as number, this.subscription)).toBe(undefined);
    expect(this.feed.isFlushed).toBe(true);
  }

  expectBounded(): void {
    // One frame beyond what makes it full, and a snapshot is of two.
    expect(this.outlet.most).toBeLessThan(FULL + 2 * (LONGEST + 100));
  }
}

async function turns(): Promise<void> {
  for (let left = 20; left > 0; left--) await Promise.resolve();
}

async function play(steps: readonly Step[]): Promise<Page[]> {
  const world = new World();
  const pages = [ALL, ALL, WEB, WEB].map((subscription) => new Page(world, subscription));
  for (const each of steps) {
    if (each.do === 'publish') world.publish(each.name, each.entry, each.size);
    else if (each.do === 'connect') pages[each.client]?.connect(each.how);
    else if (each.do === 'disconnect') pages[each.client]?.disconnect();
    else if (each.do === 'read') pages[each.client]?.read(each.size);
    else if (each.do === 'render') world.render();
    else if (each.do === 'beat') world.hub.heartbeat();
    else await turns();
    expect(world.hub.kept.events).toBeLessThanOrEqual(LIMITS.events);
    expect(world.hub.kept.bytes).toBeLessThanOrEqual(LIMITS.bytes);
  }
  for (let isMore = true; isMore;) {
    await turns();
    isMore = world.render();
    await turns();
    for (const page of pages) {
      if (page.outlet.left === 0) continue;
      page.read(1000);
      isMore = true;
    }
    await turns();
  }
  for (const page of pages) {
    page.expectComplete();
    page.expectBounded();
  }
  return pages;
}

it('no page misses an event, sees one twice or holds memory, however things meet', async () => {
  let resyncs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
      const pages = await play(steps);
      for (const page of pages) resyncs += page.resyncs;
    }),
    { numRuns: 1000 },
  );
  // Else the property would say nothing of clients that are too slow.
  expect(resyncs).toBeGreaterThan(100);
});
