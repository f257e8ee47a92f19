import type { Payload } from '../reporters/html/payload-format.ts';
import { followEvents } from './live.ts';
import { Page } from './page.ts';
import { themeButton } from './theme.ts';

start();

function start(): void {
  const text = document.getElementById('data')?.textContent;
  const tools = document.getElementById('tools');
  if (!text || tools === null) return;
  document.documentElement.classList.add('scripted');
  const page = new Page(JSON.parse(text) as Payload, tools);
  tools.append(themeButton(() => page.redraw()));
  page.build();
  followEvents(page);
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
    const box = [...document.querySelectorAll<HTMLInputElement>('input[data-find]')].find(
      (each) => each.offsetParent !== null,
    );
    if (box === undefined) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  // Who measures how long a page takes to be usable looks for this.
  performance.mark('import-budget-interactive');
}
