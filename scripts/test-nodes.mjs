// Runs the boot tests against other versions of Node: `npm run test:nodes [-- VERSION…]`, majors as `24`.
// The measured programs run on those; the tests' own runner stays on the present one. The last line is `N passed, N failed`
// over all versions.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isVersion, nodeBinary } from './node-binaries.mjs';

const DEFAULT_VERSIONS = ['22', '24', '26'];
const root = fileURLToPath(new URL('..', import.meta.url));

const asked = process.argv.slice(2);
const wrong = asked.filter((version) => !isVersion(version));
if (wrong.length > 0) {
  console.error(`not a version of Node: ${wrong.join(' ')}\nusage: npm run test:nodes -- 22 24`);
  process.exitCode = 2;
} else runAll(asked.length > 0 ? asked : DEFAULT_VERSIONS);

function runAll(versions) {
  const total = { passed: 0, failed: 0 };
  for (const version of versions) {
    const { passed, failed, note } = runOn(version);
    total.passed += passed;
    total.failed += failed;
    console.log(`Node ${note}: ${passed} passed, ${failed} failed`);
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

/** @returns passed, failed and what to call the version; one failure where there is nothing to run */
function runOn(version) {
  const binary = nodeBinary(version);
  if (binary === null) return { passed: 0, failed: 1, note: `${version} (not installed)` };
  const exact = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  if (exact.status !== 0) {
    console.error(`${binary} does not run here: ${exact.error?.message ?? exact.stderr}`);
    return { passed: 0, failed: 1, note: `${version} (does not run)` };
  }
  return { ...runTests(binary), note: exact.stdout.trim() };
}

function runTests(binary) {
  const folder = mkdtempSync(join(tmpdir(), 'test-nodes-'));
  const report = join(folder, 'report.json');
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        'test/boot',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      {
        cwd: root,
        env: { ...process.env, IMPORT_BUDGET_TEST_NODE: binary },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    const { numPassedTests: passed, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    // A run that broke beside the tests (a file that does not load) is no pass.
    return { passed, failed: status === 0 ? numFailedTests : Math.max(1, numFailedTests) };
  } catch (error) {
    console.error(`the tests left no report: ${error.message}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
