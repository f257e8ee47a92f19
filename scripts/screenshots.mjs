// Makes docs/images/*.png from real runs, whose figures are this machine's: `npm run screenshots [-- NAME...]`. Boots
// dependency-cruiser as `npm run demo` does, and the monorepo of the fixtures; needs `npm run build` first, and a Chromium.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { layOutMonorepo } from './lay-out-monorepo.mjs';
import { launchChromium } from './screenshots/chromium.mjs';
import { terminalPage } from './screenshots/terminal-page.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const IMAGES = join(ROOT, 'docs/images');
const BOOT = ['boot', '--', 'node', 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--version'];
/** Runs: in which project (this one, or the steps of the monorepo's story), with which arguments, after which other run. */
const RUNS = {
  boot: { arguments: BOOT },
  'worker-boot': { project: [], arguments: ['boot', 'worker'] },
  suggest: { project: [], arguments: ['suggest', 'worker'], after: 'worker-boot' },
  cycles: { project: [], arguments: ['cycles', 'server'] },
  compare: {
    project: ['cut', 'fixed', 'guarded', 'heavy-again'],
    arguments: ['compare', 'HEAD', '--entry', 'server', '--max-time', '60s'],
  },
};

/** Pictures: of which run, how wide and, for a first screen, how high; or of which part of the page (cut off at `height`). */
const SHOTS = {
  report: { run: 'boot', width: 1280, height: 800 },
  'report-dark': { run: 'boot', width: 1280, height: 800, scheme: 'dark' },
  explorer: { run: 'boot', width: 1100, part: '#e0-why' },
  icicle: { run: 'boot', width: 1100, part: '#e0-boot' },
  cuts: { run: 'suggest', width: 1100, part: '#e0-cuts', height: 640 },
  changes: { run: 'compare', width: 1100, part: '#e0-changes' },
  cycles: { run: 'cycles', width: 1100, part: '#e0-cycles' },
  terminal: { run: 'boot', width: 860, part: 'main', isTerminal: true },
};

const wanted = process.argv.slice(2);
const names = wanted.length > 0 ? wanted : Object.keys(SHOTS);
const unknown = names.filter((name) => !Object.hasOwn(SHOTS, name));
if (unknown.length > 0) {
  console.error(`No picture is called ${unknown.join(', ')}. There are: ${Object.keys(SHOTS).join(', ')}.`);
  process.exit(2);
}

const browser = await launchChromium();
const scratch = mkdtempSync(join(tmpdir(), 'import-budget-screenshots-'));
const done = new Map();
try {
  mkdirSync(IMAGES, { recursive: true });
  for (const name of names) await take(name, SHOTS[name]);
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}

async function take(name, { run, width, height, part, scheme = 'light', isTerminal }) {
  const { html, terminal } = await runOnce(run);
  const file = isTerminal ? terminal : html;
  const page = await browser.newPage({ viewport: { width, height: height ?? 900 }, colorScheme: scheme });
  await page.goto(pathToFileURL(file).href);
  const path = join(IMAGES, `${name}.png`);
  const box = part === undefined ? null : await page.locator(part).boundingBox();
  if (box === null) await page.screenshot({ path });
  else await page.screenshot({ path, fullPage: true, clip: clipOf(box, width, height) });
  await page.close();
  console.log(`docs/images/${name}.png  ${Math.round(statSync(path).size / 1000)} kB`);
}

/** All of the width, so that pictures stand below one another in line; without the line above a part. */
function clipOf(box, width, height = box.height) {
  return { x: 0, y: box.y + 1, width, height: Math.min(height, box.height) - 1 };
}

/** A run's page and its terminal output as a page; each run is made once. */
async function runOnce(name) {
  const known = done.get(name);
  if (known !== undefined) return known;
  const { project, arguments: words, after } = RUNS[name];
  if (after !== undefined) await runOnce(after);
  const cwd = project === undefined ? ROOT : projectAt(project);
  const html = join(scratch, `${name}.html`);
  const [command, ...rest] = words;
  const out = await output([command, '--output', `html=${html}`, ...rest], cwd);
  const terminal = join(scratch, `${name}-terminal.html`);
  writeFileSync(terminal, terminalPage(`npx import-budget ${words.join(' ')}`, out));
  const made = { html, terminal };
  done.set(name, made);
  return made;
}

function projectAt(steps) {
  const folder = join(scratch, ['depot', ...steps.slice(-1)].join('-'));
  const key = `project ${folder}`;
  if (!done.has(key)) done.set(key, layOutMonorepo(folder, steps));
  return done.get(key);
}

/** What a command prints. Findings (1) and noise (3) are answers as well. */
function output(words, cwd) {
  const env = { ...process.env, FORCE_COLOR: '1', TERM: 'xterm' };
  delete env.NO_COLOR;
  // Node 20 reads those certificates whenever it starts, which makes bare Node look slow.
  delete env.NODE_EXTRA_CA_CERTS;
  const all = [
    join(ROOT, 'bin/import-budget.js'),
    '--quiet',
    '--cache-dir',
    join(scratch, 'cache'),
    ...words,
  ];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, all, { cwd, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error && error.code !== 1 && error.code !== 3)
        reject(new Error(`${words.join(' ')}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}
