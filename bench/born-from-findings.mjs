// What suggestions for the three programs of the story have to say, told from facts only. Data in, data out.

const SDKS = {
  stripe: 'node_modules/stripe/',
  s3: 'node_modules/@aws-sdk/client-s3/',
  orm: 'node_modules/typeorm/',
};

/**
 * @param reports one CutsReport for each of server, worker and migrate
 * @param roles the names of things in this tree: one of ROLES
 * @returns for each finding, the programs whose suggestions hold it
 */
export function findingsOf(reports, roles) {
  const tests = {
    ...Object.fromEntries(
      Object.entries(SDKS).map(([name, folder]) => [
        `${name} leaves with the plan`,
        (cuts) => planFrees(cuts, folder),
      ]),
    ),
    'the aggregator is named with what it holds': (cuts) => intoAggregator(cuts, roles).some(holdsSdk),
    'the leaf under the heavy index is told from it': (cuts) => leafFound(cuts, roles),
    'cutting the aggregator loses the listeners': (cuts) =>
      intoAggregator(cuts, roles).some(({ losesEffects }) =>
        losesEffects.some(({ module }) => module.startsWith(roles.handlers)),
      ),
    'cutting the aggregator unmasks the cycle': (cuts) =>
      intoAggregator(cuts, roles).some(({ unmasks }) => unmasks.some((hazard) => names(hazard, roles.cycle))),
  };
  return Object.fromEntries(
    Object.entries(tests).map(([what, test]) => [
      what,
      Object.keys(reports).filter((role) => test(reports[role])),
    ]),
  );
}

function planFrees({ candidates, plan }, folder) {
  return candidates
    .filter(({ id }) => plan.cuts.includes(id))
    .some(({ frees }) => frees.modules.some((module) => module.startsWith(folder)));
}

function intoAggregator({ candidates }, { aggregator }) {
  return candidates.filter(({ edges }) => edges.some(({ to }) => aggregator.includes(to)));
}

function holdsSdk({ frees }) {
  return Object.values(SDKS).some((folder) => frees.modules.some((module) => module.startsWith(folder)));
}

/** Light names are taken from where they are defined, and the heavy package that stands beside them leaves. */
function leafFound({ candidates }, { leaf }) {
  return candidates.some(
    ({ safety, frees, definedIn = [] }) =>
      safety !== 'blocked' &&
      definedIn.some(({ module }) => module === leaf) &&
      frees.modules.some((module) => module.startsWith(SDKS.orm)),
  );
}

function names(hazard, modules) {
  const text = JSON.stringify(hazard);
  return modules.some((module) => text.includes(JSON.stringify(module)));
}
