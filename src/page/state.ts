import type { Listed, SortKey } from './module-rows.ts';

/** What the reader chose. It outlives new reports, so modules are known by their ids. */
export interface PageState {
  entry: string | null;
  module: string | null;
  /** Zoomed into. */
  zoom: string | null;
  highlight: string;
  filter: string;
  listed: Listed;
  sort: SortKey | null;
  descending: boolean;
}

/** Nothing chosen yet. */
export function newState(): PageState {
  return {
    entry: null,
    module: null,
    zoom: null,
    highlight: '',
    filter: '',
    listed: 'startup',
    sort: null,
    descending: true,
  };
}
