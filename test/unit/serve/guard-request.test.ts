import { describe, expect, it } from 'vitest';
import { guardRequest } from '../../../src/serve/guard-request.ts';

const TOKEN = 'abcDEF-_123';
const here = { token: TOKEN, port: 4000 };
const ask = (url: string, host = '127.0.0.1:4000', method = 'GET') =>
  guardRequest({ method, url, host }, here);
const statusOf = (guarded: ReturnType<typeof ask>) =>
  guarded.want === 'nothing' ? guarded.status : guarded.want;

describe('a request', () => {
  it('with the token gets the page and its events', () => {
    expect(ask(`/${TOKEN}/`)).toEqual({ want: 'page', query: '' });
    expect(ask(`/${TOKEN}`)).toEqual({ want: 'page', query: '' });
    expect(ask(`/${TOKEN}/?entry=web*`)).toEqual({ want: 'page', query: 'entry=web*' });
    expect(ask(`/${TOKEN}/events?entry=a&entry=b?`)).toEqual({ want: 'events', query: 'entry=a&entry=b?' });
    expect(statusOf(ask(`/${TOKEN}/`, 'localhost:4000'))).toBe('page');
    expect(statusOf(ask(`/${TOKEN}/`, 'LOCALHOST:4000', 'HEAD'))).toBe('page');
    expect(statusOf(ask(`/${TOKEN}/events`, '[::1]:4000'))).toBe('events');
  });

  it.each([
    '/',
    '/events',
    `/${TOKEN}x/`,
    `/${TOKEN.slice(0, -1)}/`,
    `/${TOKEN.toLowerCase()}/`,
    `//${TOKEN}/`,
    `/x/../${TOKEN}/`,
    `/?token=${TOKEN}`,
    `/events?token=${TOKEN}`,
    `${TOKEN}/`,
    `http://127.0.0.1:4000/${TOKEN}/`,
    '',
    '*',
  ])('%j without the token in its place is refused', (url) => {
    expect(statusOf(ask(url))).toBe(403);
  });

  it.each([
    `/${TOKEN}/..`,
    `/${TOKEN}/../events`,
    `/${TOKEN}//events`,
    `/${TOKEN}/events/`,
    `/${TOKEN}/%65vents`,
    `/${TOKEN}/./`,
    `/${TOKEN}/package.json`,
    `/${TOKEN}/..%2f..%2fetc/passwd`,
    `/${TOKEN}/\\..\\`,
  ])('%j finds nothing', (url) => {
    expect(statusOf(ask(url))).toBe(404);
  });

  it.each([
    'example.com',
    'example.com:4000',
    '127.0.0.1',
    '127.0.0.1:4001',
    'localhost:4000.example.com',
    '127.0.0.1:4000@example.com',
    '0.0.0.0:4000',
    '',
  ])('that calls us %j is refused, token or not', (host) => {
    expect(statusOf(ask(`/${TOKEN}/`, host))).toBe(421);
    expect(statusOf(guardRequest({ method: 'GET', url: `/${TOKEN}/`, host: undefined }, here))).toBe(421);
  });

  it('to port 80 may leave the port out', () => {
    const onWeb = (host: string, port: number) =>
      statusOf(guardRequest({ method: 'GET', url: `/${TOKEN}/`, host }, { token: TOKEN, port }));
    expect(onWeb('localhost', 80)).toBe('page');
    expect(onWeb('127.0.0.1:80', 80)).toBe('page');
    expect([onWeb('localhost', 8080), onWeb('example.com', 80)]).toEqual([421, 421]);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'CONNECT', 'get'])('%s is refused', (method) => {
    expect(statusOf(ask(`/${TOKEN}/`, undefined, method))).toBe(405);
    // Whoever has no token does not even learn that.
    expect(statusOf(ask('/', undefined, method))).toBe(403);
  });
});
