// `node drive-entry.mjs FOLDER ENTRY [NAME]`: imports an entry, then calls what it exports under NAME. Prints a line of
// JSON after each: how it ended, and the events that got their first listener.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , folder, entry, name] = process.argv;
// Some errors of Node's loader also leave a promise behind that nobody waits for.
process.on('unhandledRejection', () => {});
let exported;
const known = new Set(process.eventNames());
await step(async () => {
  exported = await import(pathToFileURL(join(folder, entry)).href);
});
if (name !== undefined) await step(() => (exported[name] ?? exported.default[name])());

async function step(act) {
  let ends = 'ok';
  try {
    await act();
  } catch (error) {
    ends = told(error);
  }
  const registers = process.eventNames().filter((event) => !known.has(event));
  for (const event of registers) known.add(event);
  writeSync(1, `${JSON.stringify({ ends, registers })}\n`);
}

/** The error's code, or its name and the first of the folder's files on its stack. */
function told(error) {
  if (error.code !== undefined) return error.code;
  const places = String(error.stack)
    .replaceAll('\\', '/')
    .split('\n')
    .slice(1)
    .join('\n')
    .split(`${folder}/`);
  const file = places[1]?.replace(/:\d+:\d+[^]*$/, '');
  return file === undefined ? error.name : `${error.name} in ${file}`;
}
