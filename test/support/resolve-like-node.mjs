// Reads [kind, importer, specifier] triples as JSON from stdin and prints what this very Node resolves each to.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const resolvers = new Map();
const answers = JSON.parse(text).map(([kind, importer, specifier]) => {
  try {
    // The second argument of import.meta.resolve needs --experimental-import-meta-resolve.
    if (kind === 'import') return import.meta.resolve(specifier, pathToFileURL(importer).href);
    let require = resolvers.get(importer);
    if (require === undefined) resolvers.set(importer, (require = createRequire(importer)));
    return require.resolve(specifier);
  } catch (error) {
    return `error ${error.code}`;
  }
});
process.stdout.write(JSON.stringify(answers));
