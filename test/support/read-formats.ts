import { allElements, readXml } from './read-xml.ts';

/** What the formats for CI services say, read back the way their readers do: all texts of a report, as one. */
export const READERS: Readonly<Record<string, (text: string) => string>> = {
  terminal: squeeze,
  github: (text) => text.split('\n').map(readCommand).join('\n'),
  markdown: readMarkdown,
  sarif: (text) => {
    const { runs } = JSON.parse(text) as { runs: SarifRun[] };
    return runs
      .flatMap(({ results, invocations }) => [
        ...results,
        ...invocations.flatMap(({ toolExecutionNotifications = [] }) => toolExecutionNotifications),
      ])
      .map(({ message }) => message.text.replace(/([{}])\1/g, '$1'))
      .join('\n');
  },
  junit: (text) =>
    allElements(readXml(text))
      .map((it) => `${it.attributes['name'] ?? ''}\n${it.attributes['message'] ?? ''}\n${it.text}`)
      .join('\n'),
  codeclimate: (text) =>
    (JSON.parse(text) as { description: string; content: { body: string } }[])
      .map(({ description, content }) => `${description}\n${content.body}`)
      .join('\n'),
};

interface SarifMessage {
  readonly message: { readonly text: string };
}

interface SarifRun {
  readonly results: readonly SarifMessage[];
  readonly invocations: readonly { readonly toolExecutionNotifications?: readonly SarifMessage[] }[];
}

export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** A line as the runner of GitHub Actions takes it; null where it is only a line of the log. */
export function workflowCommand(line: string): WorkflowCommand | null {
  const [, command = '', written = '', data = ''] = /^\s*::([\w-]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? [];
  if (command === '') {
    if (line.includes('##[')) throw new Error(`an old command in the log: ${line}`);
    return null;
  }
  const pairs = written.split(',').filter(Boolean);
  const properties = pairs.map((pair) => {
    const at = pair.indexOf('=');
    const value = pair
      .slice(at + 1)
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',');
    return [pair.slice(0, at), unescaped(value)];
  });
  return {
    command,
    properties: Object.fromEntries(properties) as Record<string, string>,
    data: unescaped(data),
  };
}

function readCommand(line: string): string {
  const read = workflowCommand(line);
  return read === null ? line : `${read.properties['title'] ?? ''} ${read.data}`;
}

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/** As a browser shows it, as far as our own markup goes. */
function readMarkdown(text: string): string {
  const plain = text
    .replaceAll(/<\/?(?:code|details|summary|sub|br)\s*\/?>/g, '')
    .replaceAll(/`([^`]*)`/g, '$1')
    .replaceAll('→', '->')
    .replaceAll(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)));
  return squeeze(plain);
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
