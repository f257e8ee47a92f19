// The programs of backtests.json: releases before and after a startup fix that people made, laid out and ready to boot.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackProgram } from './unpack-program.mjs';

const SIDES = ['before', 'after'];
const LIST = fileURLToPath(new URL('backtests.json', import.meta.url));

/** @returns the entries of backtests.json, or those named */
export function listBacktests(names) {
  const all = JSON.parse(readFileSync(LIST, 'utf8'));
  const unknown = names.filter((name) => !all.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`not in backtests.json: ${unknown.join(', ')}`);
  return names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all;
}

/** Brings both releases into FOLDER/NAME/before and …/after, where they are not there yet. */
export function installBacktest(test, folder) {
  for (const side of SIDES)
    unpackProgram(`${test.package}@${test[side]}`, join(folder, test.name, side), test.pins);
}

/**
 * Writes what a release is booted with: the scenario, where it is the use of an API, and the tool's config.
 *
 * @returns {root, command, env} of one side
 */
export function prepareSide(test, folder, side) {
  const root = join(folder, test.name, side);
  if (!existsSync(join(root, 'package.json')))
    throw new Error(`${root} holds no program: run with --install first`);
  if (test.script) writeFileSync(join(root, test.entry), test.script);
  const run = ['node', test.entry, ...(test.args ?? [])];
  const entry = { file: test.entry, run, ready: 'exit', env: test.env ?? {} };
  const config = { entries: { boot: entry } };
  writeFileSync(join(root, 'import-budget.config.json'), `${JSON.stringify(config, null, 2)}\n`);
  return { root, command: [process.execPath, ...run.slice(1)], env: test.env ?? {} };
}
