// What suggestions for the three programs of the story have to say, told from facts only. Data in, data out.

/**
 * @param reports one CutsReport for each of server, worker and migrate
 * @param roles the names of things in this tree: one of ROLES
 * @param packages the names of what is heavy: of one of WEIGHTS
 * @returns for each finding, the programs whose suggestions hold it
 */
export function findingsOf(reports, roles, packages) {
  const tests = {
    ...Object.fromEntries(
      Object.entries(packages).map(([what, name]) => [
        `${what} leaves with the plan`,
        (cuts) => planFrees(cuts, folderOf(name)),
      ]),
    ),
    'the plan keeps the listeners and breaks nothing': keepsAll,
    'the aggregator is named with what it holds': (cuts) =>
      intoAggregator(cuts, roles).some((candidate) => holdsAll(candidate, packages)),
    'the leaf under the heavy index is told from it': (cuts) => leafFound(cuts, roles, packages),
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

const folderOf = (name) => `node_modules/${name}/`;
const frees = (candidate, folder) => candidate.frees.modules.some((module) => module.startsWith(folder));
const planned = ({ candidates, plan }) => candidates.filter(({ id }) => plan.cuts.includes(id));

function planFrees(cuts, folder) {
  return planned(cuts).some((candidate) => frees(candidate, folder));
}

function keepsAll(cuts) {
  const own = planned(cuts);
  return (
    own.length > 0 && own.every(({ losesEffects, unmasks }) => losesEffects.length + unmasks.length === 0)
  );
}

/** Cuts of nothing else: what is cut with it may lose and unmask things of its own. */
function intoAggregator({ candidates }, { aggregator }) {
  return candidates.filter(({ edges }) => edges.every(({ to }) => aggregator.includes(to)));
}

/** What the aggregator alone holds; the index that a program imports as well may hold the orm. */
function holdsAll(candidate, { payments, storage }) {
  return [payments, storage].every((name) => frees(candidate, folderOf(name)));
}

/** Light names are taken from where they are defined, and the heavy package that stands beside them leaves. */
function leafFound({ candidates }, { leaf }, { orm }) {
  return candidates.some(
    (candidate) =>
      candidate.safety !== 'blocked' &&
      (candidate.definedIn ?? []).some(({ module }) => module === leaf) &&
      frees(candidate, folderOf(orm)),
  );
}

function names(hazard, modules) {
  const text = JSON.stringify(hazard);
  return modules.some((module) => text.includes(JSON.stringify(module)));
}
