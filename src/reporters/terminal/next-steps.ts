import type { Page } from './page.ts';

/** A command to try next, and what it brings. */
export interface Step {
  readonly command: string;
  readonly gain: string;
}

/** What to do next, the last thing a reader sees; nothing where there is nothing. */
export function stepLines(steps: readonly Step[], page: Page): string[] {
  if (steps.length === 0) return [];
  const columns = Math.max(...steps.map(({ command }) => command.length));
  const fits = steps.every(({ gain }) => 2 + columns + 2 + gain.length <= page.width);
  return [
    '',
    'Next',
    ...steps.flatMap(({ command, gain }) =>
      fits
        ? [`  ${page.ink.bold(command.padEnd(columns))}  ${page.ink.dim(gain)}`]
        : [`  ${page.ink.bold(command)}`, `    ${page.ink.dim(gain)}`],
    ),
  ];
}
