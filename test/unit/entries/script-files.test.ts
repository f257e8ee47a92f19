import { expect, test } from 'vitest';
import { scriptFiles } from '../../../src/entries/script-files.ts';

test.each([
  ['node dist/main.js', ['dist/main.js']],
  ['node --import x src/server.js --port 3000', ['src/server.js']],
  ['NODE_ENV=production node --enable-source-maps -r dotenv/config ./dist/main', ['./dist/main']],
  ['tsx watch --env-file .env src/main.ts', ['src/main.ts']],
  ['cross-env A=b ts-node -P tsconfig.json src/main.ts', ['src/main.ts']],
  ['npx tsx src/cli.ts && node scripts/after.js', ['src/cli.ts', 'scripts/after.js']],
  ['nodemon --watch src --exec "tsx src/main.ts"', ['src/main.ts']],
  ['nodemon -w src app.js', ['app.js']],
  ['nodemon --exec ts-node src/main.ts', ['src/main.ts']],
  [`concurrently "node a.js" 'node b.js'`, ['a.js', 'b.js']],
  ['cd server && node "my file.js"', ['server/my file.js']],
  ['node index.js > out.txt 2>&1 | cat', ['index.js']],
  ['nest start --watch', ['(nest)']],
  ['node --inspect=0 --max-old-space-size=4096 a.js', ['a.js']],
  ['node -e "require(1)"', []],
  ['node --test', []],
  ['node --test test/a.js', []],
  ['node $FILE', []],
  ['node node_modules/.bin/jest', []],
  ['echo node index.js', []],
  ['vitest run && tsc -p .', []],
  ['eslint node index.js', []],
  ['', []],
])('%s', (script, expected) => {
  expect(scriptFiles(script).map((target) => (target.kind === 'nest' ? '(nest)' : target.file))).toEqual(
    expected,
  );
});
