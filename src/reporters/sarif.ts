import type { Level, RuleId } from '../model/finding.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { Report } from '../model/report.ts';
import { verdictOf, type Verdict } from '../model/verdict.ts';
import { jsonText, visible } from './escape.ts';
import { issuesOf, type Issue } from './issues.ts';
import { shortId } from './places.ts';
import type { RenderOptions } from './reporter.ts';
import { RULE_WORDS } from './rule-words.ts';

const LEVEL: Record<Level, string> = { error: 'error', warning: 'warning', info: 'note' };
const EXIT_CODE: Record<Verdict, number> = { clean: 0, findings: 1, 'could-not': 2, inconclusive: 3 };
const COMPARE = 'Startup takes more CPU than on the base of the change.';
/** Paths are relative to the repository's top, which a consumer knows under this name. */
const TOP = '%SRCROOT%';

type Judged = RuleId | 'compare';

/**
 * The report as SARIF 2.1.0. A limit that could not be judged is of kind `open`; what the base has as well is a note that
 * is `unchanged`.
 *
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
 */
export function renderSarif(report: Report, { folder = '' }: RenderOptions): string {
  const issues = issuesOf(report, folder);
  const failures = issues.filter(({ kind }) => kind === 'could-not');
  const found = issues.filter(({ kind }) => kind !== 'could-not');
  const rules = [...new Set(found.map(({ rule }) => rule as Judged))].toSorted();
  const run = {
    tool: { driver: driver(report, rules) },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: failures.length === 0,
        exitCode: EXIT_CODE[verdictOf(report)],
        ...(failures.length > 0 && { toolExecutionNotifications: failures.map(notification) }),
      },
    ],
    results: found.map((issue) => result(issue, rules, folder)),
  };
  return `${jsonText({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`;
}

function driver({ tool }: Report, rules: readonly Judged[]): object {
  return {
    name: tool.name,
    version: visible(tool.version),
    rules: rules.map((id) =>
      id === 'compare' ? { id, shortDescription: { text: COMPARE } } : ruleOf(id, tool),
    ),
  };
}

function ruleOf(id: RuleId, { name, version }: Report['tool']): object {
  return {
    id,
    shortDescription: { text: RULE_WORDS[id] },
    help: { text: `See src/rules/${id}.md in the package of ${name}.` },
    // The standard wants an absolute URI; the page lies in the package.
    helpUri: `pkg:npm/${name}@${encodeURIComponent(visible(version))}#src/rules/${id}.md`,
  };
}

function notification({ what, next }: Issue): object {
  return { level: 'error', message: message(what, next) };
}

function result(issue: Issue, rules: readonly Judged[], folder: string): object {
  const { kind, level, rule, label, entry, what, why, next, place, fingerprint } = issue;
  const title = `${label}${entry === null ? '' : ` ${entry}`}: ${what}`;
  const chain = issue.finding?.chain ?? [];
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule as Judged),
    // A result that decides nothing has no level.
    ...(kind === 'inconclusive' ? { kind: 'open', level: 'none' } : { level: LEVEL[level] }),
    message: message(title, ...(why === null ? [] : [why]), `fix: ${next}`),
    locations: [location(place.file, place.line, place.column)],
    ...(chain.length > 0 && { codeFlows: [codeFlow(chain, folder)] }),
    // GitHub follows a finding by the first one, and makes one of the line's text where it is missing.
    partialFingerprints: {
      primaryLocationLineHash: `${fingerprint.slice(0, 16)}:1`,
      'importBudget/v1': fingerprint,
    },
    ...(kind === 'pre-existing' && { baselineState: 'unchanged' }),
  };
}

/** Braces are placeholders and brackets links, unless written so (§3.11.5, §3.11.6). */
function message(...lines: string[]): object {
  const text = lines.map((line) => visible(line).replaceAll('](', '] (').replace(/[{}]/g, '$&$&'));
  return { text: text.join('\n') };
}

function codeFlow(chain: readonly ImportEdge[], folder: string): object {
  const steps = chain.map((edge) => ({
    location: {
      ...location(`${folder}${edge.from}`, edge.line, edge.column),
      message: message(`imports ${shortId(edge.to)}`),
    },
  }));
  return { threadFlows: [{ locations: steps }] };
}

function location(path: string, startLine: number, startColumn: number): { physicalLocation: object } {
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split('/').map(uriPart).join('/'), uriBaseId: TOP },
      region: { startLine, startColumn },
    },
  };
}

/** One part of a relative URI; half of a surrogate pair has no encoding. */
function uriPart(part: string): string {
  return encodeURIComponent(part.replaceAll(/\p{Cs}/gu, '\ufffd'));
}
