import { UsageError } from '../errors.ts';
import type { Reporter } from './reporter.ts';

/** Every format by name. The imports are literal, and run only when the format is asked for. */
const LOADERS: Readonly<Record<string, () => Promise<Reporter>>> = {
  terminal: async () => (await import('./terminal.ts')).renderTerminal,
  json: async () => (await import('./json.ts')).renderJson,
  github: async () => (await import('./github.ts')).renderGithub,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
  html: async () => (await import('./html.ts')).renderHtml,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  junit: async () => (await import('./junit.ts')).renderJunit,
  codeclimate: async () => (await import('./codeclimate.ts')).renderCodeClimate,
  badge: async () => (await import('./badge.ts')).renderBadge,
  dot: async () => (await import('./dot.ts')).renderDot,
  mermaid: async () => (await import('./mermaid.ts')).renderMermaid,
  'dependency-cruiser': async () => (await import('./dependency-cruiser.ts')).renderCruiseResult,
  cpuprofile: async () => (await import('./cpuprofile.ts')).renderCpuProfile,
  trace: async () => (await import('./trace.ts')).renderTrace,
};

const CRUISER_PREFIX = 'dependency-cruiser:';

/** Names that {@link loadReporter} takes; `dependency-cruiser` also takes a reporter of its own after a colon. */
export const REPORTER_NAMES: readonly string[] = Object.keys(LOADERS);

/**
 * Loads the code of one format.
 *
 * @param name one of {@link REPORTER_NAMES}, or `dependency-cruiser:` and one of its reporters (`dependency-cruiser:dot`)
 * @throws UsageError `unknown-reporter` where there is no such format; the hint lists those there are
 */
export async function loadReporter(name: string): Promise<Reporter> {
  if (name.startsWith(CRUISER_PREFIX)) {
    const { cruiserReporter } = await import('./dependency-cruiser.ts');
    return cruiserReporter(name.slice(CRUISER_PREFIX.length));
  }
  const load = Object.hasOwn(LOADERS, name) ? LOADERS[name] : undefined;
  if (load) return load();
  throw new UsageError({
    code: 'unknown-reporter',
    message: `There is no reporter "${name}".`,
    hint: `Use one of: ${REPORTER_NAMES.join(', ')}, ${CRUISER_PREFIX}<one of its own reporters>.`,
  });
}

/** Whether a format shows what a command can add beside what it is asked for: cuts of a boot, boots of both sides. */
export function wantsMore(name: string): boolean {
  return name === 'html';
}
