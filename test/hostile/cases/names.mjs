// Names and kinds of files: what a file system allows and nobody expects.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const guarded = (name) => `try { require(${JSON.stringify(name)}); } catch {}\n`;

const NAMES = [
  'two\nlines',
  'error: all is well\nerror',
  'carriage\rreturn',
  'tab\there',
  'bell\u0007',
  '\u001b[2J\u001b[31m',
  '\u001b]0;title\u0007',
  '\u202etxt.exe',
  '\u200bzero width',
  '\u{1F600}',
  'caf\u00e9',
  'cafe\u0301',
  '\u4e2d\u6587',
  "it's",
  'say "hi"',
  '`tick`',
  '$(touch owned)',
  '${owned}',
  '; touch owned',
  '& whoami &',
  '<img src=x onerror=alert(1)>',
  '<!--',
  '-->',
  ']]>',
  '|table|',
  '[link](javascript:alert(1))',
  '**bold**',
  '%s%d%n',
  '%41',
  'a#b',
  'a?b',
  'a&b=c',
  '*',
  '{a,b}',
  '[a]',
  '!not',
  '(group)',
  '+plus',
  '~tilde',
  '-dash',
  '--flag',
  'back\\slash',
  'con',
  'nul',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'node_modules',
  '...',
  ' ',
  'trailing ',
  'x'.repeat(252),
].map((name) => `names/${name.replaceAll('/', '')}.js`);

const PACKAGES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'UPPER',
  '@scope/constructor',
  '@scope',
  'node_modules',
  'a.b',
  '-rf',
];

export default [
  {
    name: 'names',
    limitS: 60,
    why: 'Line breaks, quotes, terminal codes, right-to-left marks, shell and markup, prototype keys, 255 bytes.',
    files: {
      'index.js': NAMES.map((name) => `require(${JSON.stringify(`./${name}`)});`).join('\n'),
      ...Object.fromEntries(NAMES.map((name) => [name, ''])),
    },
    mode: 'both',
    plain: 0,
    mustFind: NAMES,
  },
  {
    name: 'names-of-packages',
    why: 'Packages called like members of every object, with capitals, scopes alone, and one called node_modules.',
    files: {
      'index.js': PACKAGES.map((name) => `require('${name}');`).join('\n'),
      ...Object.fromEntries(PACKAGES.map((name) => [`node_modules/${name}/index.js`, ''])),
    },
    mode: 'both',
    plain: 0,
    mustFind: [
      'node_modules/__proto__/index.js',
      'node_modules/constructor/index.js',
      'node_modules/@scope/constructor/index.js',
      'node_modules/-rf/index.js',
    ],
  },
  {
    name: 'long-paths',
    why: 'Forty folders in each other, together close to what a path may hold.',
    files: {
      'index.js': `require('./${'a-rather-long-name-of-a-folder-in-a-folder-in-a/'.repeat(40)}end');`,
      [`${'a-rather-long-name-of-a-folder-in-a-folder-in-a/'.repeat(40)}end.js`]: "require('./next')",
      [`${'a-rather-long-name-of-a-folder-in-a-folder-in-a/'.repeat(40)}next.js`]: '',
    },
    mode: 'both',
    plain: 0,
    mustFind: [`${'a-rather-long-name-of-a-folder-in-a-folder-in-a/'.repeat(40)}next.js`],
  },
  {
    name: 'names-of-no-text',
    why: 'File names that are no UTF-8: reading their folder gives names that do not exist.',
    files: { 'index.js': `${guarded('./odd/\ufffd.js')}require('./odd/after');`, 'odd/after.js': '' },
    setup: (root) => {
      for (const bytes of [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80]]) {
        const name = Buffer.concat([Buffer.from(`${root}/odd/`), Buffer.from(bytes), Buffer.from('.js')]);
        writeFileSync(name, '');
      }
    },
    mode: 'both',
    plain: 0,
    mustFind: ['odd/after.js'],
  },
  {
    name: 'folders-called-like-files',
    why: 'Folders called x.js, package.json, tsconfig.json and index.js; a file called node_modules.',
    files: {
      'index.js': [
        "require('./x.js');",
        "require('./deep');",
        guarded('./with'),
        guarded('./shut'),
        "require('./after');",
      ].join('\n'),
      'x.js/index.js': "require('./in.js')",
      'x.js/in.js': '',
      'deep/index.js': "require('./index.json')",
      'deep/index.json': '{}',
      'with/package.json/keep': '',
      'with/index.js': '',
      'shut/index.js/keep': '',
      'sub/node_modules': 'a file',
      'tsconfig.json/keep': '',
      'after.js': "require('./sub/main')",
      'sub/main.js': guarded('nothing'),
    },
    mode: 'both',
    plain: 0,
    mustFind: ['x.js/index.js', 'x.js/in.js', 'after.js', 'sub/main.js'],
  },
  {
    name: 'links',
    why: 'Links in circles, into themselves, to nothing, up, through fifty others; a package that links to the project.',
    files: {
      'index.js': [
        "require('./around/around/around/one');",
        ...['./ping', './self', './nowhere', './long-0', './up/up/one', 'linked', 'circle'].map(guarded),
        "require('./after');",
      ].join('\n'),
      'one.js': '',
      'after.js': '',
      'node_modules/keep': '',
    },
    setup: (root) => {
      const link = (to, at) => symlinkSync(to, join(root, at));
      link('.', 'around');
      link('pong.js', 'ping.js');
      link('ping.js', 'pong.js');
      link('self.js', 'self.js');
      link('gone.js', 'nowhere.js');
      link('.', 'up');
      for (let at = 0; at < 50; at++) link(at === 49 ? 'one.js' : `long-${at + 1}.js`, `long-${at}.js`);
      link('..', 'node_modules/linked');
      link('circle', 'node_modules/circle');
      link('../node_modules', 'node_modules/node_modules');
    },
    mode: 'both',
    plain: 0,
    mustFind: ['one.js', 'after.js'],
  },
  {
    name: 'special-files',
    limitS: 20,
    why: 'Pipes, sockets and devices where modules, package.json and tsconfig.json are looked for: reading them blocks.',
    files: {
      'index.js': [
        'if (process.env.NEVER_SET) {',
        ...['./pipe', './endless', './socket', './terminal', './folder', 'package'].map(
          (name) => `require('${name}');`,
        ),
        '}',
        "require('./empty'); require('./after');",
      ].join('\n'),
      'after.js': '',
      'folder/index.js': '',
      'node_modules/package/index.js': '',
    },
    setup: (root) => {
      const pipes = ['pipe.js', 'folder/package.json', 'node_modules/package/package.json', 'tsconfig.json'];
      for (const name of pipes) execFileSync('mkfifo', [join(root, name)]);
      symlinkSync('/dev/zero', join(root, 'endless.js'));
      symlinkSync('/dev/null', join(root, 'empty.js'));
      symlinkSync('/dev/tty', join(root, 'terminal.js'));
      const listen =
        "require('net').createServer().listen('socket.js', () => process.kill(process.pid, 'SIGKILL'))";
      try {
        execFileSync(process.execPath, ['-e', listen], { cwd: root, stdio: 'ignore' });
      } catch {
        // It ends itself, so that nobody takes the socket's file away.
      }
    },
    mode: 'static',
    mustFind: ['after.js'],
  },
  ...['pipe.js', 'endless.js', 'folder.js', 'around.js', 'nothing.js'].map((entry) => ({
    name: `entry-is-${entry.split('.')[0]}`,
    limitS: 20,
    why: 'The entry itself is no regular file.',
    entry,
    files: { 'folder.js/keep': '' },
    setup: (root) => {
      if (entry === 'pipe.js') execFileSync('mkfifo', [join(root, entry)]);
      if (entry === 'endless.js') symlinkSync('/dev/zero', join(root, entry));
      if (entry === 'around.js') symlinkSync(entry, join(root, entry));
    },
    mode: 'static',
    mustMention: [entry === 'endless.js' ? 'zero' : entry],
    exit: { static: [2] },
  })),
  {
    name: 'closed',
    why: 'Modules, a folder, a package.json and a tsconfig.json that nobody may read (run as somebody who is not root).',
    files: {
      'index.js': ['./secret', './cellar/wine', 'shut', 'guarded']
        .map(guarded)
        .concat("require('./after');")
        .join(''),
      'secret.js': "require('./never')",
      'never.js': '',
      'cellar/wine.js': '',
      'node_modules/shut/index.js': '',
      'node_modules/guarded/package.json': '{"main":"main.js"}',
      'node_modules/guarded/main.js': '',
      'tsconfig.json': '{}',
      'after.js': '',
    },
    setup: (root) => {
      for (const name of [
        'secret.js',
        'cellar',
        'node_modules/shut',
        'node_modules/guarded/package.json',
        'tsconfig.json',
      ])
        chmodSync(join(root, name), 0);
    },
    mode: 'both',
    plain: 0,
    mustFind: ['after.js'],
  },
  {
    name: 'closed-entry',
    why: 'The entry may not be read.',
    files: { 'index.js': '' },
    setup: (root) => chmodSync(join(root, 'index.js'), 0),
    mode: 'both',
    plain: 1,
    mustMention: ['index.js'],
    exit: { static: [2] },
  },
  {
    name: 'read-only-project',
    why: 'Nothing in the project may be written, its folder least of all.',
    files: { 'index.js': "require('./after')", 'after.js': '', 'closed.txt': '' },
    setup: (root) => {
      mkdirSync(join(root, 'import-budget-report.json'));
      // Makes the runner choose a user whom the modes bind.
      chmodSync(join(root, 'closed.txt'), 0);
      chmodSync(root, 0o555);
    },
    mode: 'both',
    plain: 0,
    mustFind: ['after.js'],
  },
  {
    name: 'twins',
    why: 'Files that differ in case only, and a folder beside a file of the same name.',
    files: {
      'index.js': "require('./A'); require('./a'); require('./lib'); require('./lib/');",
      'A.js': '',
      'a.js': '',
      'lib.js': '',
      'lib/index.js': '',
    },
    mode: 'both',
    plain: 0,
    mustFind: ['A.js', 'a.js', 'lib.js', 'lib/index.js'],
  },
];
