// Rolldown's graph stage alone: `node rolldown-scan.mjs PEERS_DIR '{"cwd":…,"input":[…],…}'`. Its command line can only
// bundle, which is more work than the graph. With `count` in the options it prints how many modules and edges it has.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [peersDir, json] = process.argv.slice(2);
const { scan } = await import(
  pathToFileURL(createRequire(`${peersDir}/package.json`).resolve('rolldown/experimental'))
);
const { cwd, input, external, barePackagesExternal, moduleTypes, tsconfig, count } = JSON.parse(json);

const known = new Set(external);
const counting = {
  name: 'count',
  buildEnd() {
    const infos = [...this.getModuleIds()]
      .map((id) => this.getModuleInfo(id))
      .filter((info) => !info.isExternal);
    const files = new Set(infos.map((info) => info.id));
    const edges = infos.flatMap((info) =>
      [...new Set([...info.importedIds, ...info.dynamicallyImportedIds])].filter((id) => files.has(id)),
    );
    console.log(JSON.stringify({ modules: files.size, edges: edges.length }));
  },
};
try {
  const finished = await scan({
    cwd,
    input,
    platform: 'node',
    // A list of patterns stays in Rust; a function would be called for each import.
    external: [...known, ...(barePackagesExternal ? [/^[^./]/] : [])],
    moduleTypes,
    ...(tsconfig ? { tsconfig } : {}),
    onLog() {},
    plugins: count ? [counting] : [],
  });
  await finished;
} catch (error) {
  // One line an error, whole: the message of the sum shows only the first five.
  for (const each of error.errors ?? [error]) console.error(each.message.split('\n')[0]);
  process.exitCode = 1;
}
