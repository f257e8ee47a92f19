const LEVELS = ['certain', 'likely', 'possible'];
const SHOWN = 3;

/**
 * Prints one row a family, then what the kit does not score.
 *
 * @param scores of the kit, by family
 * @param told of each chunk: its family, and how far what starts and imagined cuts agree
 */
export function printTable(scores, told) {
  const rows = Object.entries(scores).map(([family, score]) => rowOf(family, score));
  console.log('');
  print([
    ['family', 'projects', 'order exact', 'effects', 'hazards', ...LEVELS].concat(
      'unsafe missed',
      'unmasked',
      'left startup',
      'crash',
      'missing',
    ),
    ...rows,
  ]);
  console.log('\nhazards, unmasked: found / real; certain, likely, possible: true / predicted');
  for (const family of Object.keys(scores)) printAgreement(family, told);
}

function rowOf(family, score) {
  const { phases, orderExact, effectsExact, hazReal, hazFound, pred, predTrue, missing } = score;
  const { entries, unsafeMissed, unmaskedFound, unmaskedReal, cuts, leftOk, crash, crashOk, projects } =
    score;
  return [
    family,
    String(projects),
    share(orderExact, phases),
    share(effectsExact, phases),
    `${hazFound}/${hazReal}`,
    ...LEVELS.map((level) => share(predTrue[level] ?? 0, pred[level] ?? 0)),
    `${unsafeMissed} of ${entries}`,
    `${unmaskedFound}/${unmaskedReal}`,
    `${leftOk}/${cuts}`,
    share(crashOk, crash),
    String(missing),
  ];
}

function share(part, whole) {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} % (${part}/${whole})`;
}

function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
}

function printAgreement(family, told) {
  const own = told.filter((chunk) => chunk.family === family).map(({ agreement }) => agreement);
  const all = (key) => own.flatMap((agreement) => agreement[key]);
  const count = (key) => all(key).reduce((total, part) => total + part, 0);
  const [starts, virtual] = [count('starts'), count('virtual')];
  const [startsOther, virtualOther] = [all('startsOther'), all('virtualOther')];
  if (starts > 0)
    console.log(
      `${family}: starts in the order it traces in ${starts - startsOther.length} of ${starts} boots`,
    );
  if (virtual > 0)
    console.log(
      `${family}: imagined cuts boot as made ones in ${virtual - virtualOther.length} of ${virtual}`,
    );
  for (const other of [...startsOther.slice(0, SHOWN), ...virtualOther.slice(0, SHOWN)])
    console.log(`  ${JSON.stringify(other)}`);
}
