import type { Report } from '../model/report.ts';
import type { Analysis } from '../pipeline.ts';
import { type AssembleInput, assembleReport } from '../report/assemble.ts';
import { toGroups } from './groups.ts';

/** The startup graph of entries and nothing else: what `graph` shows, and what `compare` compares. */
export function startupReport(
  given: Pick<AssembleInput, 'version' | 'root' | 'config' | 'notices'>,
  analysis: Analysis,
): Report {
  const groups = toGroups(analysis);
  const notices = [...given.notices, ...analysis.notices];
  return assembleReport({ ...given, command: 'graph', groups, findings: [], notices });
}
