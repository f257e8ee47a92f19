import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Lays out files in a new folder that goes away with the test; returns its absolute real path. */
export function tempProject(files: Readonly<Record<string, string | object>>): string {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'import budget é-')));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  // Vitest leaves files below node_modules to Node's own import(): a config must run as it would for a user.
  const root = join(base, 'node_modules', 'project');
  mkdirSync(root, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return root;
}
