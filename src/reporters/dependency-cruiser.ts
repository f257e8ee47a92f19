import type { IFormatOptions } from 'dependency-cruiser';
import { UsageError } from '../errors.ts';
import type { Report } from '../model/report.ts';
import { EXACT, LINES, MARKUP } from './cruise/names.ts';
import { toCruiseResult } from './cruise/result.ts';
import { jsonText, withoutColor } from './escape.ts';
import type { Reporter } from './reporter.ts';

/** Those that print lines of text; the rest quotes names, or is HTML. */
const PLAIN: ReadonlySet<string> = new Set([
  'azure-devops',
  'baseline',
  'err',
  'err-long',
  'metrics',
  'text',
]);

/** Its reporters that make sense here: not `anon` (random), `null` (empty), `x-dot-webpage` (runs Graphviz), plugins. */
export const CRUISER_REPORTERS: readonly string[] =
  'archi azure-devops baseline cdot csv d2 ddot dot err err-html err-long fdot flat html json markdown mermaid metrics teamcity text'.split(
    ' ',
  );

/** The report as dependency-cruiser's own result, JSON for its tools (`depcruise-fmt`). */
export function renderCruiseResult(report: Report): string {
  return `${jsonText(toCruiseResult(report, EXACT))}\n`;
}

/**
 * A reporter of dependency-cruiser, fed with the report.
 *
 * @param name one of {@link CRUISER_REPORTERS}
 * @throws UsageError `unknown-reporter` for another name
 */
export function cruiserReporter(name: string): Reporter {
  if (!CRUISER_REPORTERS.includes(name)) {
    throw new UsageError({
      code: 'unknown-reporter',
      message: `dependency-cruiser has no reporter "${name}" that can be used here.`,
      hint: `After "dependency-cruiser:" use one of: ${CRUISER_REPORTERS.join(', ')}.`,
    });
  }
  return async (report, options) => {
    if (name === 'json') return renderCruiseResult(report);
    const { format } = await import('dependency-cruiser');
    const result = toCruiseResult(report, PLAIN.has(name) ? LINES : MARKUP);
    // It takes the rules from the options when it counts violations anew, and needs them to tell reachability.
    const settings: IFormatOptions & { ruleSet?: unknown } = {
      outputType: name,
      ruleSet: result.summary.ruleSetUsed,
    };
    const { output } = await format(result, settings);
    const text = typeof output === 'string' ? output : jsonText(output);
    const painted = options.color ? text : withoutColor(text);
    return painted.endsWith('\n') ? painted : `${painted}\n`;
  };
}
