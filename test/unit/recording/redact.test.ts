import { describe, expect, it } from 'vitest';
import { redactCommand, redactOutput, redactText } from '../../../src/recording/redact.ts';

describe('redactCommand', () => {
  it.each([
    [
      ['node', 'x.js', '--token', 'abc'],
      ['node', 'x.js', '--token', '***'],
    ],
    [
      ['x', '-authToken', 'abc', 'y'],
      ['x', '-authToken', '***', 'y'],
    ],
    [
      ['x', '--api-key=abc', '--port=1'],
      ['x', '--api-key=***', '--port=1'],
    ],
    [
      ['env', 'DB_PASSWORD=a b=c', 'HOME=/h'],
      ['env', 'DB_PASSWORD=***', 'HOME=/h'],
    ],
    [
      ['x', '--password', '--verbose'],
      ['x', '--password', '--verbose'],
    ],
    [
      ['x', '--no-auth', 'serve.js'],
      ['x', '--no-auth', 'serve.js'],
    ],
    [
      ['x', 'https://me:pw@host/a@b', 'me@host'],
      ['x', 'https://***@host/a@b', 'me@host'],
    ],
    [
      ['x', 'https://host/?a=1&access_token=abc&b=2'],
      ['x', 'https://host/?a=1&access_token=***&b=2'],
    ],
    [
      ['sh', '-c', 'TOKEN=abc node x.js'],
      ['sh', '-c', 'TOKEN=***'],
    ],
    [
      ['sh', '-c', 'cd a && node x.js --secret abc --port 1'],
      ['sh', '-c', 'cd a && node x.js --secret *** --port 1'],
    ],
    [
      ['curl', '-H', 'Authorization: Bearer abc'],
      ['curl', '-H', 'Authorization: ***'],
    ],
    [
      ['npm', 'run', 'auth:login', 'src/token.js'],
      ['npm', 'run', 'auth:login', 'src/token.js'],
    ],
    [[''], ['']],
    [[], []],
  ])('%j', (command, shown) => {
    expect(redactCommand(command)).toEqual(shown);
  });
});

describe('redactText', () => {
  it.each([
    ['node x.js --token my own words --port 1', 'node x.js --token *** --port 1'],
    ['node x.js --token=abc', 'node x.js --token=***'],
    ['SECRET_KEY=a b c', 'SECRET_KEY=***'],
    ['node x.js redis://u:p@h:1', 'node x.js redis://***@h:1'],
    ['node src/auth.js --no-auth x', 'node src/auth.js --no-auth x'],
    ['node auth server.js', 'node auth server.js'],
    ['', ''],
  ])('%j', (text, shown) => {
    expect(redactText(text)).toBe(shown);
  });
});

describe('redactOutput', () => {
  const known = {
    command: ['node', 'x.js', '--token', 'argv-secret', '--api-key=argv-key', '--port', '300000'],
    env: {
      DB_PASSWORD: 'env-secret',
      SSH_AUTH_SOCK: '/tmp/agent.1',
      PORT: '123456',
      MY_TOKEN: 'short',
      SLASH_KEY_TOKEN: '/B3cD5fG7hJ9kL1mN3pQ5rS7tU9vW1x/y',
    },
    ownEnv: { SESSION_SECRET: 'own-secret' },
  };
  it.each([
    ['Error: cannot log in with env-secret', 'Error: cannot log in with ***'],
    ['own-secret, argv-secret and xargv-keyx', '***, *** and x***x'],
    ['port 300000, 123456, short, /tmp/agent.1', 'port 300000, 123456, short, /tmp/agent.1'],
    ['GET https://u:p@host/?token=abc failed', 'GET https://***@host/?token=*** failed'],
    ['Authorization: Bearer abcdef123', 'Authorization: Bearer ***'],
    [`key ghp_${'a'.repeat(36)} refused`, 'key *** refused'],
    [`AKIA${'A'.repeat(16)}, eyJhbGciOiJI.eyJzdWIiOiIx.x-_`, '***, ***'],
    ['-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\nend', '***\nend'],
    ['{"password": "abc", "user": "me"}', '{"password": "***", "user": "me"}'],
    ['DB_PASSWORD=abc is wrong', 'DB_PASSWORD=*** is wrong'],
    [
      "SyntaxError: Unexpected token ':' in /p/token.js:3",
      "SyntaxError: Unexpected token ':' in /p/token.js:3",
    ],
    ['a basic example, Basic authentication', 'a basic example, Basic authentication'],
    ['Authorization: Basic dXNlcjpwYXNz, basic dTpwYXNzdw==', 'Authorization: Basic ***, basic ***'],
    ['run --my-token abc now', 'run --my-token *** now'],
    ['key /B3cD5fG7hJ9kL1mN3pQ5rS7tU9vW1x/y is wrong', 'key *** is wrong'],
    ['auth: cannot connect\n    at src/auth.js:1', 'auth: cannot connect\n    at src/auth.js:1'],
  ])('%j', (text, shown) => {
    expect(redactOutput(text, known)).toBe(shown);
  });

  // The time of some patterns grew with the third power of the length: minutes for what a boot may print.
  it.each(['tokentoken', 'ab12', '-', '--token', '?token', 'eyJabcdefgh-', '://'])(
    'is done with a long run of %s',
    (part) => {
      const text = part.repeat(65_536 / part.length);
      expect(redactOutput(text, known)).toBe(text);
      expect(redactText(text)).toBe(text);
    },
  );
});
