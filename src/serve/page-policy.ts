import { createHash } from 'node:crypto';

/** Scripts as a browser's parser sees them: up to the first end tag, whatever stands in between. */
const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi;

/**
 * The content policy for a page that holds all it needs: its own scripts by their hashes, its own style, its own server.
 *
 * @param html the page
 */
export function pagePolicy(html: string): string {
  const hashes = [...html.matchAll(SCRIPT)]
    .filter(([, attributes = '']) => !/\btype\s*=\s*["']?application\/json/i.test(attributes))
    .map(([, , text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  const scripts = hashes.length === 0 ? "'none'" : [...new Set(hashes)].join(' ');
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
