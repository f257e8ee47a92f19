// Runs import-budget itself, the built program, for a report in JSON.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../bin/import-budget.js', import.meta.url));
const MEBIBYTE = 1024 * 1024;

/**
 * @param args a command with its flags; --json is added
 * @param cwd root of the analysed program
 * @returns {code, wallMs, report}: report is undefined where nothing was printed that can be read
 */
export function runTool(args, cwd) {
  const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...env } = process.env;
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args, '--json'], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 512 * MEBIBYTE,
    timeout: 900_000,
  });
  const wallMs = performance.now() - started;
  try {
    return { code: status, wallMs, report: JSON.parse(stdout) };
  } catch {
    return { code: status, wallMs, report: undefined, stderr: stderr.slice(0, 2000) };
  }
}
