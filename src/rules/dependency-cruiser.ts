import type { DependencyCruiserRule } from '../model/config.ts';
import type { DependencyCruiserFinding, Level, Notice } from '../model/finding.ts';
import { asRecord, type CruiserRule, type ReadRule, readCruiserRule } from './cruiser/cruiser-rule.ts';
import { type Breach, findEdges } from './cruiser/find-edges.ts';
import { findReachable } from './cruiser/find-reachable.ts';
import { readScope } from './cruiser/scope.ts';
import { findingBase } from './finding-base.ts';
import type { Rule, RuleContext } from './rule.ts';

/** The forbidden rules of a dependency-cruiser config, applied to the startup path; see dependency-cruiser.md. */
export const dependencyCruiser: Rule<DependencyCruiserRule> = {
  prepare(config, given) {
    const loaded = given.dependencyCruiser.get(config.config);
    if (loaded === undefined) return notLoaded(config);
    const cruiserConfig = asRecord(loaded);
    const forbidden: readonly unknown[] = Array.isArray(cruiserConfig.forbidden)
      ? cruiserConfig.forbidden
      : [];
    const read = forbidden.map(readCruiserRule).filter((it) => it !== null);
    const rules = read.flatMap(({ rule }) => rule ?? []);
    const scope = readScope(given.graph, cruiserConfig.options);
    return {
      notices: [
        ...configNotices(config, cruiserConfig, scope.notJudged),
        ...read.flatMap((it) => ruleNotice(config, it)),
      ],
      judged: true,
      exceptedEdges: 'erased',
      check: (context) =>
        rules.flatMap((rule) => {
          const breaches = rule.reachable
            ? findReachable(rule, context, scope)
            : findEdges(rule, context, scope);
          return breaches.map((breach) => toFinding(config, context, rule, breach));
        }),
    };
  },
};

function notLoaded(config: DependencyCruiserRule) {
  const notice = notJudged(config, 'the dependency-cruiser config was not loaded; its rules are not applied');
  return { notices: [notice], judged: false, exceptedEdges: 'erased', check: () => [] } as const;
}

const OTHER_RULES = ['allowed', 'required', 'extends'];

function configNotices(
  config: DependencyCruiserRule,
  cruiserConfig: Readonly<Record<string, unknown>>,
  options: readonly string[],
): Notice[] {
  const keys = [...OTHER_RULES.filter((key) => cruiserConfig[key] !== undefined), ...options];
  const notices = keys.map((key) => notJudged(config, `${key} is not judged on the startup path`));
  const { forbidden } = cruiserConfig;
  if (Array.isArray(forbidden) && forbidden.length > 0) return notices;
  return [...notices, notJudged(config, 'it has no forbidden rules; nothing is applied')];
}

function ruleNotice(config: DependencyCruiserRule, { name, rule, notJudged: options }: ReadRule): Notice[] {
  if (options.length === 0) return [];
  const what = options.join(', ');
  const message = rule
    ? `rule ${name} is applied in part; not judged on the startup path: ${what}`
    : `rule ${name} is not applied; not judged on the startup path: ${what}`;
  return [notJudged(config, message)];
}

function notJudged(config: DependencyCruiserRule, message: string): Notice {
  return {
    code: 'not-judged',
    level: 'warning',
    message: `${config.config}: ${message}`,
    at: { file: config.config },
  };
}

const RANK: Readonly<Record<Level, number>> = { info: 0, warning: 1, error: 2 };

function toFinding(
  config: DependencyCruiserRule,
  context: RuleContext,
  rule: CruiserRule,
  { edge, module, chain }: Breach,
): DependencyCruiserFinding {
  const reason = config.reason ?? rule.comment;
  const level = RANK[rule.level] < RANK[config.level] ? rule.level : config.level;
  const given = { ...config, ...(reason !== undefined && { reason }) };
  return {
    rule: 'dependency-cruiser',
    ...findingBase(given, context, chain, level),
    name: rule.name,
    edge,
    module: context.graph.modules[module]!.id,
  };
}
