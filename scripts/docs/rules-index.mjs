// All rules on one page: what each keeps, and where it is explained.

/**
 * @param {{ name: string, text: string }[]} pages of rules, by name
 * @returns {string} markdown
 */
export function rulesIndex(pages) {
  return [
    '<!-- Made by scripts/docs.mjs from src/rules/*.md: edit those. -->',
    '',
    '# Rules',
    '',
    'Each page says what the rule finds, what it cannot see, and what to do. `budget`, `stale-exception` and `stale-baseline`',
    'need no entry in `rules`: limits, exceptions and the baseline bring them along. Patterns of modules are explained in',
    '[module-pattern](../src/rules/module-pattern.md); how to set one up stands in [the config reference](config.md).',
    '',
    '| rule | what it does |',
    '| --- | --- |',
    ...pages.map(({ name, text }) => `| [${name}](../src/rules/${name}.md) | ${firstSentence(text)} |`),
    '',
  ].join('\n');
}

/** Of the first paragraph below the title. */
function firstSentence(text) {
  const [, paragraph = ''] = text.split(/\n\s*\n/);
  const words = paragraph.replaceAll(/\s+/g, ' ').trim();
  const linked = words.replaceAll(/\]\((?!https?:|\.\.\/)([^)]+)\)/g, '](../src/rules/$1)');
  return (/^.*?[.:](?= |$)/.exec(linked)?.[0] ?? linked).replace(/:$/, '.').replaceAll('|', '\\|');
}
