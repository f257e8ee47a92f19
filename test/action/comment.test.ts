import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startScript } from '../support/start-script.ts';
import { tempFolder } from '../support/temp-folder.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts', 'action', 'comment.mjs');

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: string };
  readonly author_association: string;
}

/** Stands for GitHub's comments of pull request 7; `refuse` is the status of whatever would write. */
async function github(comments: Comment[], refuse?: number): Promise<string> {
  const server = createServer(async (request: IncomingMessage, response) => {
    const url = new URL(request.url!, 'http://host');
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (request.headers.authorization !== 'Bearer secret') return answer(401, {});
    if (request.method === 'GET' && url.pathname === '/repos/me/it/issues/7/comments') {
      const page = Number(url.searchParams.get('page'));
      return answer(200, comments.slice((page - 1) * 100, page * 100));
    }
    if (refuse !== undefined) return answer(refuse, {});
    const { body } = JSON.parse(text) as { body: string };
    if (request.method === 'POST' && url.pathname === '/repos/me/it/issues/7/comments') {
      comments.push({ id: comments.length + 1, body, user: { type: 'Bot' }, author_association: 'NONE' });
      return answer(201, {});
    }
    const known = comments.find(({ id }) => url.pathname === `/repos/me/it/issues/comments/${id}`);
    if (request.method !== 'PATCH' || known === undefined) return answer(404, {});
    known.body = body;
    return answer(200, {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('comment.mjs', () => {
  async function comment(
    address: string,
    env: Record<string, string> = {},
    event: object = { pull_request: { number: 7 } },
    report = '# report',
  ): Promise<string> {
    const cwd = tempFolder({ 'event.json': JSON.stringify(event), 'report.md': report });
    const ended = await startScript(
      process.execPath,
      [SCRIPT],
      {
        GITHUB_API_URL: address,
        GITHUB_REPOSITORY: 'me/it',
        GITHUB_EVENT_PATH: join(cwd, 'event.json'),
        IMPORT_BUDGET_SUMMARY: join(cwd, 'report.md'),
        IMPORT_BUDGET_COMMENT: 'auto',
        IMPORT_BUDGET_EXIT_CODE: '1',
        IMPORT_BUDGET_PROJECT: '.',
        IMPORT_BUDGET_TOKEN: 'secret',
        ...env,
      },
      cwd,
    );
    expect(ended.code, ended.stdout).toBe(0);
    return ended.stdout;
  }

  it('writes one comment, and keeps to it', async () => {
    const comments: Comment[] = [];
    const address = await github(comments);
    await comment(address);
    await comment(address, { IMPORT_BUDGET_EXIT_CODE: '0' }, undefined, '# all is well');
    expect(comments.map(({ body }) => body)).toEqual(['<!-- import-budget action . -->\n# all is well']);
    expect(await comment(address, {}, undefined, '# all is well')).toContain('up to date');
  });

  it.each([
    ['auto', 0],
    ['always', 1],
  ])('%s: a clean check makes %i comments', async (how, expected) => {
    const comments: Comment[] = [];
    const env = { IMPORT_BUDGET_EXIT_CODE: '0', IMPORT_BUDGET_COMMENT: how };
    await comment(await github(comments), env);
    expect(comments).toHaveLength(expected);
  });

  it('finds its comment behind a hundred others, and leaves those of strangers alone', async () => {
    const body = '<!-- import-budget action . -->\nold';
    const strange = { body, user: { type: 'User' }, author_association: 'NONE' };
    const comments: Comment[] = Array.from({ length: 120 }, (_, at) => ({ id: at + 1, ...strange }));
    comments.push({ id: 121, body, user: { type: 'Bot' }, author_association: 'NONE' });
    await comment(await github(comments));
    expect(comments).toHaveLength(121);
    expect(comments.filter((it) => it.body !== body).map(({ id }) => id)).toEqual([121]);
  });

  it('each project has its own, whatever it is called', async () => {
    const comments: Comment[] = [];
    const address = await github(comments);
    for (const project of ['apps/web', 'a-->\n# hi', 'apps/web']) {
      await comment(address, { IMPORT_BUDGET_PROJECT: project });
    }
    expect(comments.map(({ body }) => body.split('\n')[0])).toEqual([
      '<!-- import-budget action apps/web -->',
      '<!-- import-budget action a%2d%2d%3e%a%23%20hi -->',
    ]);
  });

  it('what is too long is cut at the end of a line', async () => {
    const comments: Comment[] = [];
    await comment(await github(comments), {}, undefined, `${'x'.repeat(99)}\n`.repeat(2000));
    const [{ body }] = comments as [Comment];
    expect(body.length).toBeLessThan(65_536);
    expect(body.slice(0, body.lastIndexOf('\n\n')).split('\n').at(-1)).toHaveLength(99);
    expect(body).toContain('cut here');
  });

  it.each([
    [403, '::notice', 'pull-requests: write'],
    [404, '::notice', 'pull-requests: write'],
    [500, '::warning', 'HTTP 500'],
  ])('%i fails nothing, and says where the report is', async (status, level, words) => {
    const said = await comment(await github([], status));
    expect(said).toContain(level);
    expect(said).toContain(words);
    expect(said).toContain('step summary');
  });

  it('does nothing without a pull request or a report', async () => {
    const address = await github([], 500);
    expect(await comment(address, {}, {})).toContain('no pull request');
    expect(await comment(address, { IMPORT_BUDGET_SUMMARY: '' })).toContain('no report');
  });
});
