// The project that interrupts.mjs works on: a program, and a server with a child that both would run for ever.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Long enough for a single boot to measure: without a cost there would be no cut. */
const HEAVY = `export const one = ${JSON.stringify('x'.repeat(90_000))};\nlet sum = 0;\nfor (let at = 0; at < 1e7; at++) sum += at;\nexport { sum };\nexport const build = () => console.log('built');\n`;
const using = (name) => `import { build } from './heavy/${name}.js';

export async function ${name}(what) {
  if (what === 'build') {
    return build(what);
  }
}
`;
const FILES = {
  'package.json': '{ "name": "interrupted", "type": "module", "main": "src/main.js" }\n',
  'import-budget.config.json': `${JSON.stringify({
    entries: {
      main: 'src/main.js',
      server: { file: 'src/server.js', ready: 'listen' },
    },
    rules: [{ type: 'forbidden', modules: ['src/never.js'] }],
  })}\n`,
  'src/main.js':
    "import { run } from './run.js';\nimport { walk } from './walk.js';\n\nawait run(process.argv[2]);\nawait walk(process.argv[2]);\nconsole.log('done');\n",
  'src/run.js': using('run'),
  'src/walk.js': using('walk'),
  'src/heavy/run.js': HEAVY,
  'src/heavy/walk.js': HEAVY,
  'src/server.js':
    "import { spawn } from 'node:child_process';\nimport { createServer } from 'node:http';\n\nspawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });\nsetTimeout(() => createServer().listen(0), 50);\nsetInterval(() => {}, 1000);\n",
};
const RUNS = ['--runs', '1', '--probed-runs', '1', '--max-time', '2s'];
const CUTS = ['defer:src/run.js>src/heavy/run.js', 'defer:src/walk.js>src/heavy/walk.js'];

/** Command lines that are interrupted, and whether they change the project. */
export const COMMANDS = [
  { args: ['graph', '--output', 'json=report.json'], writes: true },
  { args: ['check', '--json', '--no-registrations', ...RUNS], writes: false },
  { args: ['boot', '--json', ...RUNS], writes: false },
  { args: ['suggest', '--verify', '--json', '--max-time', '2s', 'main'], writes: false },
  { args: ['try', CUTS[0], '--json', '--max-time', '2s'], writes: false },
  { args: ['fix', ...CUTS, '--verify', '--json'], writes: true },
  { args: ['fix', ...CUTS], writes: true },
  { args: ['baseline', 'update', '--boot', '--json'], writes: true },
  { args: ['init', '--force', '--format', 'json'], writes: true },
];

/** Puts all files of the project as they were, and takes away what came to them. */
export function layOutProject(folder) {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Text of every file by path, as one string. */
export function contentOf(folder) {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath ?? item.path, item.name))
    .toSorted();
  return JSON.stringify(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}
