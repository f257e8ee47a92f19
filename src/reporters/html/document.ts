import { createHash } from 'node:crypto';
import type { Report } from '../../model/report.ts';
import { jsonText } from '../escape.ts';
import { mainPart, projectName, topBar } from './body.ts';
import { h, type MarkupElement } from './markup.ts';
import { markupText } from './markup-text.ts';
import { packReport } from './payload.ts';
import { readPageFiles, type PageFiles } from './page-files.ts';

/**
 * The whole page. A content policy lets it run its own code and load nothing, its own server's events aside where it is
 * live.
 *
 * @param report with every text made visible
 * @param live path of the events that bring newer reports
 */
export function documentText(report: Report, live?: string): string {
  const files = readPageFiles();
  const head = [
    h('meta', { charset: 'utf-8' }),
    h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy(files, live !== undefined) }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    live !== undefined && h('meta', { name: 'import-budget-live', content: live }),
    h('link', { rel: 'icon', href: 'data:,' }),
    h('title', {}, `${projectName(report)} · import-budget ${report.command}`),
  ].filter((each): each is MarkupElement => each !== false);
  const skip = h('a', { class: 'skip', href: '#main' }, 'Skip to the report');
  const foot = h(
    'footer',
    {},
    h('p', { class: 'quiet' }, `import-budget ${report.tool.version}, ${report.command}`),
  );
  return [
    '<!doctype html>',
    '<html lang="en">',
    `<head>${head.map(markupText).join('')}<style>${files.style}</style></head>`,
    `<body>${[skip, topBar(report), mainPart(report), foot].map(markupText).join('\n')}`,
    `<script type="application/json" id="data">${dataText(report)}</script>`,
    `<script>${files.script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** No text of it can end the element it stands in. */
function dataText(report: Report): string {
  return jsonText(packReport(report)).replaceAll('<', '\\u003c');
}

function policy({ script, style }: PageFiles, isLive: boolean): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    ...(isLive ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
