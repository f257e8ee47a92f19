// Notes every way out of the machine that is tried: to be preloaded with --require.
const { appendFileSync } = require('node:fs');
const net = require('node:net');
const dns = require('node:dns');
const dgram = require('node:dgram');

const note = (what) =>
  appendFileSync(process.env.NETWORK_TRAP, `${what} by ${process.argv.slice(1).join(' ')}\n`);

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  // A path is a socket of this machine.
  if (typeof options === 'number' || (options && options.path === undefined)) note('connect');
  return connect.apply(this, args);
};
for (const [owner, name] of [
  [dns, 'lookup'],
  [dns.promises, 'lookup'],
  [dgram, 'createSocket'],
]) {
  const plain = owner[name];
  owner[name] = function (...args) {
    note(name);
    return plain.apply(this, args);
  };
}
const { fetch } = globalThis;
globalThis.fetch = (...args) => {
  note('fetch');
  return fetch(...args);
};
