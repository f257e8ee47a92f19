// Writes the report of action.yml as one comment of the pull request, and keeps that comment up to date. Nothing here
// fails the job: where it may not write (pull requests from forks), the step summary has the report already.
import { existsSync, readFileSync } from 'node:fs';
import { env } from 'node:process';

/** GitHub takes 65,536 characters. */
const LONGEST = 65_000;
const PAGE = 100;
const TRUSTED = ['OWNER', 'MEMBER', 'COLLABORATOR'];

const say = (text) => process.stdout.write(`${text}\n`);

/** Names the project, so that two of one repository have a comment each. Nothing in it can end the HTML comment. */
function markerOf(project) {
  const name = project.replace(/[^\w./@]/gu, (letter) => `%${letter.codePointAt(0).toString(16)}`);
  return `<!-- import-budget action ${name} -->`;
}

function bodyOf(summary, marker) {
  const whole = `${marker}\n${summary}`;
  if (whole.length <= LONGEST) return whole;
  const kept = whole.slice(0, whole.lastIndexOf('\n', LONGEST));
  return `${kept}\n\n… cut here: the step summary has all of it.\n`;
}

async function ask(method, path, body) {
  const response = await fetch(`${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/issues/${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${env.IMPORT_BUDGET_TOKEN}`,
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify({ body }) }),
    signal: AbortSignal.timeout(20_000),
  });
  if (response.ok) return response.json();
  throw Object.assign(new Error(`${method} comment: HTTP ${response.status}`), { status: response.status });
}

/** Anyone can write a comment that begins like ours: those of strangers are left alone. */
async function findComment(number, marker) {
  for (let page = 1; ; page++) {
    const comments = await ask('GET', `${number}/comments?per_page=${PAGE}&page=${page}`);
    const own = comments.find(
      ({ body, user, author_association: by }) =>
        body?.startsWith(marker) && (user?.type === 'Bot' || TRUSTED.includes(by)),
    );
    if (own !== undefined || comments.length < PAGE) return own;
  }
}

async function comment(number, summary) {
  const marker = markerOf(env.IMPORT_BUDGET_PROJECT ?? '.');
  const body = bodyOf(summary, marker);
  const before = await findComment(number, marker);
  if (before !== undefined) {
    // GitHub gives line ends back as it likes.
    if (before.body.replaceAll('\r\n', '\n').trim() === body.trim()) return 'the comment is up to date';
    await ask('PATCH', `comments/${before.id}`, body);
    return 'the comment was brought up to date';
  }
  if (env.IMPORT_BUDGET_COMMENT !== 'always' && env.IMPORT_BUDGET_EXIT_CODE === '0')
    return 'nothing to do, so no comment';
  await ask('POST', `${number}/comments`, body);
  return 'a comment was written';
}

const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
const number = event.pull_request?.number;
const file = env.IMPORT_BUDGET_SUMMARY;
if (!Number.isInteger(number)) say('import-budget: no pull request to comment on');
else if (!file || !existsSync(file)) say('import-budget: there is no report to comment with');
else {
  try {
    say(`import-budget: ${await comment(number, readFileSync(file, 'utf8'))}`);
  } catch (error) {
    const mayNot = [401, 403, 404].includes(error.status);
    const why = mayNot ? 'This job may not comment' : `The comment failed (${error.message})`;
    const hint = mayNot ? ' It takes `pull-requests: write`, which forks never get.' : '';
    say(
      `::${mayNot ? 'notice' : 'warning'} title=import-budget::${why}; the step summary has the report.${hint}`,
    );
  }
}
