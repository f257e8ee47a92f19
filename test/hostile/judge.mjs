// What is wrong with how one command took one case: sentences, none where all is as it should be.

/** Documented: 0 done, 1 findings, 2 could not, 3 inconclusive. */
const DOCUMENTED = [0, 1, 2, 3];
/** Frames of ours, Node's own complaint, and what reportFailure says of a mistake in import-budget. */
const TRACE = /^\s+at .*(?:[\\/]dist[\\/]|[\\/]bin[\\/]import-budget|import-budget[\\/]src)/m;
const OWN_MISTAKE = /mistake in import-budget|"code":"internal"|import-budget failed:/;
const NODE_DIED =
  /^Node\.js v\d|UnhandledPromiseRejection|^FATAL ERROR:|JavaScript heap out of memory\n.*import-budget/m;

/**
 * @param run what runCommand gave
 * @param expected allowed exit codes; json: whether stdout must be one JSON object; mentions: words that must be said;
 *   limitS
 * @returns problems
 */
export function judgeRun(run, { allowed = DOCUMENTED, json, mentions = [], limitS }) {
  if (run.timedOut) return [`still running after ${limitS} s`];
  const problems = [];
  const said = run.stdout + run.stderr;
  if (run.signal !== null) problems.push(`ended by ${run.signal}`);
  else if (!allowed.includes(run.code))
    problems.push(`exit ${run.code}, not ${allowed.join(' or ')}: ${run.stderr.trim().slice(0, 200)}`);
  if (json && parsed(run.stdout) === undefined)
    problems.push(`stdout is no JSON: ${run.stdout.slice(0, 80)}`);
  if (TRACE.test(run.stderr) || OWN_MISTAKE.test(said) || NODE_DIED.test(run.stderr))
    problems.push(`a stack trace: ${run.stderr.slice(0, 400)}`);
  for (const word of mentions) if (!said.includes(word)) problems.push(`does not mention ${word}`);
  if (!json && hasControl(run.stdout)) problems.push('control characters of the project reach the terminal');
  if (hasControl(run.stderr)) problems.push('control characters of the project reach stderr');
  return [...problems, ...leftBehind(run)];
}

function leftBehind({ temporary, processes }) {
  return [
    ...(temporary.length > 0 ? [`left in the temporary folder: ${temporary.join(', ')}`] : []),
    ...(processes.length > 0 ? [`left running: ${processes.join(', ')}`] : []),
  ];
}

function hasControl(text) {
  return /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u.test(text);
}

/** The JSON object of a run; undefined where stdout holds none. */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Files that a report must and must not hold: the graph's, or a boot's where there is one. */
export function judgeFiles(report, { mustFind = [], mustNotFind = [] }) {
  const found = filesOf(report);
  return [
    ...mustFind.filter((file) => !found.has(file)).map((file) => `${JSON.stringify(file)} is missing`),
    ...mustNotFind.filter((file) => found.has(file)).map((file) => `${JSON.stringify(file)} is there`),
  ];
}

function filesOf(report) {
  const [boot] = report?.boots ?? [];
  if (boot !== undefined) {
    const loaded = boot.modules.filter(({ origin }) => origin === 'project' || origin === 'package');
    return new Set(loaded.map(({ id }) => id));
  }
  // What is only located or only a type is in the report, but not on any way of the program.
  const mentioned = new Set((report?.edges ?? []).filter(isMention).map(({ to }) => to));
  const imported = new Set((report?.edges ?? []).filter((edge) => !isMention(edge)).map(({ to }) => to));
  const ids = (report?.modules ?? []).map(({ id }) => id);
  return new Set(ids.filter((id) => imported.has(id) || !mentioned.has(id)));
}

function isMention({ timing }) {
  return timing === 'erased' || timing === 'reference';
}
