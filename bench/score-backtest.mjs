// Judges suggestions by what people cut, and a plan by what their release saved. Data in, data out.

const FIRST = 3;
/** Of the startup that left with the people's release, what an equivalent cut has to free. */
const EQUIVALENT_SHARE = 0.9;

/**
 * @param cuts one CutsReport
 * @param people pairs of patterns: importer, and imported file or package
 * @param gone {id, ms} of the modules that the release no longer loads
 * @returns {found, how, ranks, freedShare}: `how` is plan, first, equivalent or null; `ranks` holds, for each pair, the
 *   place of the first candidate with such an import, from 1, or null; `freedShare` is the share of the release's saving
 *   that the plan and the first candidates free
 */
export function scoreSuggestions(cuts, people, gone) {
  const { candidates, plan } = cuts;
  const planned = new Set(plan.cuts);
  const shown = candidates.filter(({ id }, at) => planned.has(id) || at < FIRST);
  const has = (candidate, pair) => candidate.edges.some((edge) => isPeoples(edge, pair));
  const ranks = people.map((pair) => {
    const at = candidates.findIndex((candidate) => has(candidate, pair));
    return at < 0 ? null : at + 1;
  });
  const freedShare = shareFreed(shown, gone);
  const inPlan = people.some((pair) => shown.some((one) => planned.has(one.id) && has(one, pair)));
  const inFirst = people.some((pair) => candidates.slice(0, FIRST).some((one) => has(one, pair)));
  const how = inPlan ? 'plan' : inFirst ? 'first' : freedShare >= EQUIVALENT_SHARE ? 'equivalent' : null;
  return { found: how !== null, how, ranks, freedShare };
}

/**
 * @param before,after modules of a boot of each release
 * @returns {id, ms} of those that only the first loaded; builtins cost what Node costs and are left out
 */
export function goneModules(before, after) {
  const kept = new Set(after.map(({ id }) => id));
  return before
    .filter(({ id, origin }) => origin !== 'builtin' && !kept.has(id))
    .map((one) => ({ id: one.id, ms: ownMs(one) }));
}

/**
 * @param cuts one CutsReport, as it was planned
 * @param measurement what booting with all of the plan's cuts showed
 * @returns predictedMs, measuredMs, and error: predicted over measured, less 1
 */
export function scorePrediction({ startup, plan }, { change, baseCpuMs, headCpuMs }) {
  const measuredMs = baseCpuMs === undefined ? null : baseCpuMs - headCpuMs;
  if (startup.ms === null || plan.leftMs === null || measuredMs === null)
    return { predictedMs: null, measuredMs, change, error: null };
  const predictedMs = startup.ms - plan.leftMs;
  return { predictedMs, measuredMs, change, error: predictedMs / measuredMs - 1 };
}

function shareFreed(candidates, gone) {
  const freed = new Set(candidates.flatMap(({ frees }) => frees.modules));
  const sum = (list) => list.reduce((total, { ms }) => total + ms, 0);
  const all = sum(gone);
  return all === 0 ? 0 : sum(gone.filter(({ id }) => freed.has(id))) / all;
}

function isPeoples({ from, to }, [importer, imported]) {
  return matches(from, importer) && (matches(to, imported) || to.includes(`node_modules/${imported}/`));
}

/** `*` stays within a folder, `**` does not. */
function matches(path, pattern) {
  const source = pattern
    .split('**')
    .map((part) => part.split('*').map(escaped).join('[^/]*'))
    .join('.*');
  return new RegExp(`^${source}$`).test(path);
}

function escaped(text) {
  return text.replaceAll(/[.+?^${}()|[\]\\/@-]/g, String.raw`\$&`);
}

function ownMs({ resolveMs, readMs, lexMs, compileMs, linkMs, selfMs }) {
  return resolveMs + readMs + lexMs + compileMs + linkMs + selfMs;
}
