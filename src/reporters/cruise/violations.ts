import type { IFlattenedRuleSet, IForbiddenRuleType, IViolation, SeverityType } from 'dependency-cruiser';
import type { Finding, Level, RuleId } from '../../model/finding.ts';
import type { EntryReport, Report } from '../../model/report.ts';
import { findingWords } from '../wording.ts';
import type { Feed } from './names.ts';

/** A finding as dependency-cruiser's violation, with the words that its long formats print. */
export interface CruiseViolation {
  readonly violation: IViolation & { type: 'dependency' | 'module' | 'reachability' };
  readonly comment: string;
}

const SEVERITY: Record<Level, SeverityType> = { error: 'error', warning: 'warn', info: 'info' };

const RULE_NAME: { readonly [R in RuleId]: (finding: Extract<Finding, { rule: R }>) => string } = {
  forbidden: (finding) => `forbidden: ${finding.pattern}`,
  required: (finding) => `required: ${finding.pattern}`,
  budget: (finding) => `budget: ${finding.metric}`,
  registrations: (finding) => `registrations: ${finding.registration}`,
  'late-registration': () => 'late-registration',
  'cold-load': (finding) => `cold-load: ${finding.pattern}`,
  'cycle-hazard': () => 'cycle-hazard',
  prewarm: (finding) => `prewarm: ${finding.pattern}`,
  'new-heavy': () => 'new-heavy',
  unresolved: (finding) => `unresolved: ${finding.specifier}`,
  'dependency-cruiser': (finding) => finding.name,
  'stale-baseline': (finding) => `stale-baseline: ${finding.lines.length} in ${finding.file}`,
  'stale-exception': (finding) => `stale-exception: ${finding.exception}`,
};

/**
 * Findings as violations, each rule once a pair of modules, as dependency-cruiser counts them. What concerns an entry or
 * the config as a whole is held against the entry's file, or the first entry's.
 *
 * @param feed makes names and words safe for the format that they are for
 */
export function toViolations(report: Report, feed: Feed): CruiseViolation[] {
  const found = new Map<string, CruiseViolation>();
  for (const finding of report.findings) {
    const entry = report.entries.find((entry) => entry.name === finding.entry);
    const words = findingWords(finding, entry);
    const rule = {
      name: feed.text((RULE_NAME[finding.rule] as (finding: Finding) => string)(finding)),
      severity: SEVERITY[finding.level],
    };
    const violation = { rule, ...relation(finding, entry ?? report.entries[0], feed) };
    const key = JSON.stringify([rule.name, violation.from, violation.to]);
    const comment = feed.text(
      [words.what, ...(words.why === null ? [] : [words.why]), words.next].join('. '),
    );
    if (!found.has(key)) found.set(key, { violation, comment });
  }
  return [...found.values()];
}

/** The rules behind the violations, for the formats that list rules. */
export function ruleSet(violations: readonly CruiseViolation[]): IFlattenedRuleSet {
  const rules = new Map<string, IForbiddenRuleType>();
  for (const { violation, comment } of violations) {
    const rule = { ...violation.rule, comment, from: {} };
    if (rules.has(rule.name)) continue;
    rules.set(
      rule.name,
      violation.type === 'reachability' ? { ...rule, to: { reachable: true } } : { ...rule, to: {} },
    );
  }
  return { forbidden: [...rules.values()] };
}

function relation(
  finding: Finding,
  entry: EntryReport | undefined,
  { name, text }: Feed,
): Omit<CruiseViolation['violation'], 'rule'> {
  if (finding.rule === 'forbidden' && finding.chain.length > 0) {
    const [first] = finding.chain;
    const via = finding.chain.map((edge) => ({ name: name(edge.to), dependencyTypes: [] }));
    return { type: 'reachability', from: name(first?.from ?? finding.module), to: name(finding.module), via };
  }
  if (finding.rule === 'dependency-cruiser' && finding.edge) {
    return {
      type: 'dependency',
      from: name(finding.edge.from),
      to: name(finding.edge.to),
      unresolvedTo: text(finding.edge.specifier),
    };
  }
  const about = 'module' in finding && finding.rule !== 'required' ? finding.module : null;
  const module = about ?? entry?.file ?? '';
  return { type: 'module', from: name(module), to: name(module) };
}
