// Small projects with known answers: `node bench/score-matrix.mjs MATRIX_DIR [NAME…]`.
// Each folder with an expected.json is one project: {entry, expect: file -> eager | lazy | other | none, cyc?}.
//   eager  in startup.eager or startup.conditional      lazy  in the graph, but not at startup
//   other  only a reference edge leads there            none  nothing at run time leads there
//   cyc    whether startup modules form a cycle
// Prints what is wrong, and exits 1 where anything is.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ownReport } from './own.mjs';

const [folder, ...only] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node bench/score-matrix.mjs MATRIX_DIR [NAME…]');
  process.exitCode = 2;
} else scoreAll(resolve(folder));

function scoreAll(matrix) {
  const names = readdirSync(matrix)
    .filter((name) => existsSync(join(matrix, name, 'expected.json')))
    .filter((name) => only.length === 0 || only.includes(name))
    .toSorted();
  let wrong = 0;
  for (const name of names) {
    const problems = problemsOf(join(matrix, name));
    if (problems.length > 0) wrong++;
    for (const problem of problems) console.log(`${name}: ${problem}`);
  }
  console.log(`${names.length - wrong} of ${names.length} projects are right`);
  // Nothing looked at is no success.
  process.exitCode = wrong > 0 || names.length === 0 ? 1 : 0;
}

function problemsOf(root) {
  const { entry, expect, cyc } = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8'));
  try {
    const report = ownReport(root, [entry]);
    const problems = Object.entries(expect)
      .map(([file, wanted]) => ({ file, wanted, got: reached(report, file) }))
      .filter(({ wanted, got }) => wanted !== got)
      .map(({ file, wanted, got }) => `${file} should be ${wanted}, is ${got}`);
    const { count } = report.entries[0].cycles;
    if (cyc !== undefined && cyc !== count > 0)
      problems.push(`a startup cycle should ${cyc ? '' : 'not '}exist, there are ${count}`);
    return problems;
  } catch (error) {
    return [error.message];
  }
}

function reached(report, file) {
  const { eager, conditional } = report.entries[0].startup;
  if (eager.includes(file) || conditional.includes(file)) return 'eager';
  if (report.modules.some((module) => module.id === file)) return 'lazy';
  if (report.edges.some((edge) => edge.to === file && edge.timing === 'reference')) return 'other';
  return 'none';
}
