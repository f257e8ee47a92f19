import type { Colors } from './icicle-drawing.ts';

const NAMES = ['dark', 'on-dark', 'light', 'on-light', 'ink', 'quiet', 'accent', 'page'] as const;

/** The colours of the style sheet as a canvas takes them, whatever the theme. */
export function readColors(host: HTMLElement): Colors {
  const probe = document.createElement('span');
  probe.hidden = true;
  host.append(probe);
  const [dark, onDark, light, onLight, ink, quiet, accent, page] = NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  }) as [string, string, string, string, string, string, string, string];
  probe.remove();
  return { dark, onDark, light, onLight, ink, quiet, accent, page };
}
