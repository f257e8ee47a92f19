import { el } from './dom.ts';

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
const KEY = 'import-budget-theme';

/** A button that goes from the system's colours to light ones to dark ones. */
export function themeButton(onChange: () => void): HTMLElement {
  let theme = remembered();
  const button = el('button', { type: 'button', class: 'theme' });
  const apply = () => {
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    button.textContent = { auto: '◐ Auto', light: '○ Light', dark: '● Dark' }[theme];
    button.setAttribute('aria-label', `Colours: ${theme}`);
    onChange();
  };
  button.addEventListener('click', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
    remember(theme);
    apply();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange);
  apply();
  return button;
}

/** Storage may be refused, as to files of some browsers. */
function remembered(): Theme {
  try {
    const known = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === known) ?? 'auto';
  } catch {
    return 'auto';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It then holds for this page only.
  }
}
