// The config's schema as a page to read: a section for each definition, a table of what may stand in it.

/**
 * @param {object} schema JSON schema (draft 07) with titles and descriptions on every part
 * @returns {string} markdown
 */
export function configReference(schema) {
  nameSections(schema);
  return [
    '<!-- Made by scripts/docs.mjs from schema/config.schema.json: edit that. -->',
    '',
    '# The config file',
    '',
    '`import-budget.config.{ts,mts,cts,mjs,cjs,js,json,jsonc}`, or the field `importBudget` of package.json. A config written in',
    'code is executed by every command that reads it, and the output says so; `--no-config-code` refuses it. JSON executes',
    'nothing. All problems of a config are told at once, each with its line. `import-budget init` writes a first one.',
    '',
    'Editors complete it with `"$schema": "./node_modules/import-budget/schema/config.schema.json"`; in TypeScript use',
    "`import { defineConfig } from 'import-budget'`.",
    '',
    ...section('At the top', schema, 2, false),
    ...Object.values(schema.definitions).flatMap((part) =>
      isSection(part) ? section(part.title, part, 2, true) : [],
    ),
    ...small(schema.definitions),
  ].join('\n');
}

/** Those that hold others get a heading; the rest are values, told of in one list. */
function isSection(part) {
  return part.properties !== undefined;
}

function section(title, part, level, told) {
  const required = new Set(part.required ?? []);
  const nested = Object.entries(part.properties).filter(([, it]) => it.properties && !isLimit(it));
  return [
    `${'#'.repeat(level)} ${title}`,
    '',
    ...(told ? [part.description, ''] : []),
    '| name | value | meaning |',
    '| --- | --- | --- |',
    ...Object.entries(part.properties).map(
      ([name, it]) =>
        `| \`${name}\`${required.has(name) && part.type === 'object' ? ' (required)' : ''} | ${cell(valueWords(it))} | ${cell(`${meaningOf(it)}${exampleWords(it)}`)} |`,
    ),
    '',
    ...nested.flatMap(([name, it]) => section(`\`${name}\``, it, level + 1, false)),
  ];
}

/** Of a part that is defined elsewhere, the words that stand there. */
function meaningOf(part) {
  const named = part.$ref ?? part.allOf?.[0]?.$ref;
  return part.description ?? (named ? MEANINGS.get(named.split('/').at(-1)) : undefined) ?? '';
}

/** A figure, or an object with the figure in it: the table says so, no table of its own. */
function isLimit({ properties }) {
  return properties.limit !== undefined && properties.level !== undefined;
}

function valueWords(part) {
  const named = part.$ref ?? part.allOf?.[0]?.$ref;
  if (named) return linkTo(named);
  if (part.const !== undefined) return code(part.const);
  if (part.enum) return part.enum.map(code).join(', ');
  if (part.items) return `list of ${part.items.$ref ? linkTo(part.items.$ref) : typeWords(part.items)}`;
  if (part.additionalProperties?.$ref) return `${linkTo(part.additionalProperties.$ref)} by name`;
  return typeWords(part);
}

function typeWords({ type, additionalProperties }) {
  if (type === 'object' && additionalProperties?.type) return `${additionalProperties.type} by name`;
  return [type ?? 'any'].flat().join(' or ');
}

function linkTo(reference) {
  const name = reference.split('/').at(-1);
  return `[${name}](#${SLUGS.get(name) ?? 'values'})`;
}

const SLUGS = new Map();
const MEANINGS = new Map();

/** Values without parts of their own. */
function small(definitions) {
  const rows = Object.entries(definitions).filter(([, part]) => !isSection(part));
  return [
    '## Values',
    '',
    '| name | value | meaning |',
    '| --- | --- | --- |',
    ...rows.map(
      ([name, part]) =>
        `| ${name} | ${cell(part.anyOf || part.oneOf ? alternatives(part) : valueWords(part))} | ${cell(`${part.description ?? ''}${exampleWords(part)}`)} |`,
    ),
    '',
  ];
}

function alternatives(part) {
  return (part.anyOf ?? part.oneOf).map(valueWords).join(', ');
}

function exampleWords({ examples }) {
  if (!examples) return '';
  return ` For example ${examples.map((example) => code(example)).join(', ')}.`;
}

function code(value) {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}

/** Headings as GitHub names them, so that tables can lead to them, and what definitions mean. */
function nameSections(schema) {
  for (const [name, { description }] of Object.entries(schema.definitions)) MEANINGS.set(name, description);
  for (const [name, part] of Object.entries(schema.definitions))
    if (isSection(part))
      SLUGS.set(
        name,
        part.title
          .toLowerCase()
          .replaceAll(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      );
}
