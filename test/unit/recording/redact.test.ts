import { describe, expect, it } from 'vitest';
import { redactCommand, redactText } from '../../../src/recording/redact.ts';

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
