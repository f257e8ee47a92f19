import { h, type MarkupElement } from './markup.ts';

/** A share as a bar; the figures stand beside it, so that it is for the eye alone. */
export function shareBar(share: number, tone: 'dark' | 'light'): MarkupElement {
  const width = Math.round(Math.min(Math.max(share, 0), 1) * 1000) / 10;
  return h(
    'svg',
    { class: 'share-bar', viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    h('rect', { class: 'track', width: 100, height: 4 }),
    h('rect', { class: tone, width: Math.max(width, 0.5), height: 4 }),
  );
}
