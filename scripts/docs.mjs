// Writes the pages of docs/ that are made from something else: `node scripts/docs.mjs`, or `--check` to see whether they
// are as they should be.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { configReference } from './docs/config-reference.mjs';
import { rulesIndex } from './docs/rules-index.mjs';

const root = new URL('../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');

const NO_RULE = new Set(['module-pattern']);

const schema = JSON.parse(read('schema/config.schema.json'));
const rules = readdirSync(new URL('src/rules/', root))
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.slice(0, -'.md'.length))
  .filter((name) => !NO_RULE.has(name))
  .toSorted();
const pages = {
  'docs/config.md': configReference(schema),
  'docs/rules.md': rulesIndex(rules.map((name) => ({ name, text: read(`src/rules/${name}.md`) }))),
};

const stale = [];
for (const [path, text] of Object.entries(pages)) {
  const options = await resolveConfig(new URL(path, root).pathname);
  const written = await format(text, { ...options, parser: 'markdown' });
  if (process.argv.includes('--check')) {
    if (readIfThere(path) !== written) stale.push(path);
  } else writeFileSync(new URL(path, root), written);
}
if (stale.length > 0) {
  console.error(`${stale.join(', ')}: not what their sources say; run node scripts/docs.mjs`);
  process.exitCode = 1;
}

function readIfThere(path) {
  try {
    return read(path);
  } catch {
    return null;
  }
}
