// Configs that are broken, wrong, huge, or code that misbehaves.

const PROJECT = { 'index.js': "require('./after')", 'after.js': '' };

const DATA = {
  empty: '',
  nothing: 'null',
  list: '[]',
  cut: '{"entries": {"main": "index.js"',
  types: '{"entries": 5, "rules": {}, "root": []}',
  deep: `{"entries": ${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`,
  'deep-lists': `{"rules": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  wide: `{"entries": {${Array.from({ length: 5_000 }, (_, at) => `"e${at}":"index.js"`).join()}}}`,
  proto:
    '{"__proto__": {"rules": 5}, "constructor": {}, "entries": {"__proto__": "index.js", "constructor": "index.js"}}',
  nul: '{"entries": {"main": "index\\u0000.js"}}',
  out: '{"entries": {"main": "../../../../../../etc/passwd"}}',
  control: '{"entries": {"a\\u001b[2J\\u202e\\nerror: no": "index.js"}, "nonsense\\u001b[31m": 1}',
  globs:
    '{"rules": [{"type": "forbidden", "modules": ["((((((((((((((((a+)+)+)+)+)+)+)+)+)+)+$", "[", "{a,", "!(*)", "**/**/**/**/**/**/**/**/x"]}]}',
  wrong: `"${'x'.repeat(1_000_000)}"`,
};

const CODE = {
  throws: "throw new Error('a config that throws')",
  'throws-nothing': 'throw undefined',
  'throws-odd': 'throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } })',
  syntax: 'export default {',
  none: 'export const a = 1',
  number: 'export default 5',
  getters: "export default { get entries() { throw new Error('a getter that throws'); } }",
  proxy: 'export default new Proxy({}, { ownKeys() { throw 1; }, get() { throw 2; }, has() { throw 3; } })',
  circle: 'const a = {}; a.entries = a; a.rules = [a]; export default a',
  promise: 'export default Promise.resolve({ entries: { main: "index.js" } })',
  rejects: 'export default Promise.reject(new Error("a config that rejects"))',
  'rejects-late':
    "setTimeout(() => Promise.reject(new Error('late')), 1); export default { entries: { main: 'index.js' } }",
  exits: 'process.exit(0)',
  'exits-in-getter': 'export default { get entries() { process.exit(0); } }',
  'throws-odd-error':
    "const e = new Error('x'); for (const key of ['message', 'name', 'stack']) Object.defineProperty(e, key, { get() { throw 1; } }); throw e",
  awaits: 'await new Promise(() => {}); export default {}',
  deep: 'let a = {}; for (let i = 0; i < 1e5; i++) a = { a }; export default { entries: a }',
  functions: 'export default { entries() {}, rules: [() => {}, Symbol("a"), 1n] }',
};

export default [
  ...Object.entries(DATA).map(([kind, text]) => ({
    name: `config-${kind}`,
    entry: null,
    why: 'A config of data that is broken, wrong or hostile.',
    files: { ...PROJECT, 'import-budget.config.jsonc': text },
    mode: 'static',
    exit: { static: [0, 2] },
  })),
  ...Object.entries(CODE).map(([kind, text]) => ({
    name: `code-config-${kind}`,
    entry: null,
    why: 'A config of code that misbehaves.',
    files: { ...PROJECT, 'import-budget.config.mjs': text },
    mode: 'static',
    exit: { static: [0, 2] },
  })),
];
