import type { LivePayload } from '../reporters/html/payload-format.ts';
import { fromMarkup } from './dom.ts';
import { replaceMain, say, type Page } from './page.ts';

/** A run that begins, as the server tells of it. */
interface Run {
  readonly entry: string;
  readonly kind: string;
  readonly done: number;
  readonly of: number;
}

/**
 * Shows a newer report in the place of the one on the page. What the reader chose stays: entry, module, filter, zoom, how
 * far they scrolled.
 */
function update(page: Page, { data, main }: LivePayload): void {
  const top = scrollY;
  page.take(data);
  replaceMain(fromMarkup(main));
  page.build();
  scrollTo({ top });
}

/** Follows a server's events where the page names a path for them. */
export function followEvents(page: Page): void {
  const path = document.querySelector<HTMLMetaElement>('meta[name="import-budget-live"]')?.content;
  if (path === undefined || path === '') return;
  const events = new EventSource(path);
  const on = (name: string, act: (data: string) => void) =>
    events.addEventListener(name, (event) => act((event as MessageEvent<string>).data));
  events.addEventListener('open', () => say('Live'));
  events.addEventListener('error', () => say('Waiting for the server…'));
  on('report', (data) => {
    update(page, JSON.parse(data) as LivePayload);
    say('Live: up to date');
  });
  on('run', (data) => {
    const { entry, kind, done, of } = JSON.parse(data) as Run;
    say(`${entry}: ${kind} run ${done + 1} of ${of}`);
  });
  on('failed', (data) => say((JSON.parse(data) as { message: string }).message));
  on('resync', () => say('Catching up…'));
  on('finished', () => {
    events.close();
    say('The command has ended');
  });
}
