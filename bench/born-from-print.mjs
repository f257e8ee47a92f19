import { median } from './median.mjs';
import { machine } from './print.mjs';
import { markdownTable } from './table.mjs';

/** Prints what `born-from.mjs` found: findings, fixes, checks, and a table of boots where there are some. */
export function printStory({ weight, shapes, same, mistakes }) {
  const { cpu, node, load } = machine();
  console.log(`Node ${node}, ${cpu}, load ${load}; weight: ${weight}; CPU ms until ready, medians\n`);
  for (const [shape, { findings, verified, boots, fix, checks }] of Object.entries(shapes)) {
    console.log(`${shape}\n`);
    if (boots !== null) printBoots(boots);
    for (const [what, where] of Object.entries(findings))
      console.log(`- ${what}: ${where.join(', ') || 'NOT FOUND'}`);
    for (const [entry, found] of Object.entries(verified))
      if (found !== null)
        console.log(`- ${entry}: verified ${(100 * found.change).toFixed(0)} %, settled ${found.settled}`);
    console.log(`- fix ${fix.cuts.join(' ')}: ${fix.message ?? fix.files.join(', ')}`);
    for (const [step, { code, rules }] of Object.entries(checks))
      console.log(`- check ${step}: exit code ${code} ${rules.join(', ')}`);
    console.log();
  }
  console.log(same ? 'every shape gives the same findings' : 'shapes give OTHER findings');
  for (const mistake of mistakes) console.log(`WRONG: ${mistake}`);
}

function printBoots(boots) {
  const rows = Object.entries(boots).map(([entry, { before, people, fixed }]) => {
    const cpu = (runs) => median(runs.map(({ cpuMs }) => cpuMs));
    const cell = (runs) => `${cpu(runs).toFixed(0)} (${(cpu(before) / cpu(runs)).toFixed(2)}x)`;
    const counts = (key) => [before, people, fixed].map((runs) => runs[0][key]).join(' / ');
    return [entry, cpu(before).toFixed(0), cell(people), cell(fixed), counts('modules'), counts('listeners')];
  });
  console.log(markdownTable(['entry', '>before', '>by people', '>by fix', '>modules', '>listeners'], rows));
}
