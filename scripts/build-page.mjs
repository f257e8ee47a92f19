import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Builds the code and the style of the HTML report, which stand inside it: `page.js` and `page.css` in a folder. */
export async function buildPage(folder) {
  const bundle = await rolldown({ input: path('src/page/main.ts'), platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  // The last line ends in none: what the policy of the page hashes is what stands between the tags.
  const script = output[0].code.trim();
  const style = minifyCss(readFileSync(path('src/page/page.css'), 'utf8'));
  // Either would end the element it stands in, or be changed on the way through a document.
  if (/<\/(script|style)|<!--|\r|\0/i.test(script + style))
    throw new Error('the page cannot stand inside HTML');
  writeFileSync(`${folder}/page.js`, script);
  writeFileSync(`${folder}/page.css`, style);
}

function minifyCss(text) {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .replaceAll(/: /g, ':')
    .trim();
}
