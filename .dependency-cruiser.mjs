// The house's own layers (see ARCHITECTURE.md): each rule names the bug it would have caught.

const CORE = '^src/(graph|hazards|cuts|rules|report|timing|reconcile)/';
const EDGES = ['io', 'config', 'entries', 'extract', 'resolve', 'boot'];
/** What the measured process and the launcher tell each other. */
const PROTOCOLS = '^src/boot/((memory|launcher)-)?protocol\\.ts$';

/** Edges are introduced to each other by sources.ts, pipeline.ts, recording and the commands only; all may use io. */
const edgeRules = EDGES.filter((edge) => edge !== 'io').map((edge) => ({
  name: `${edge}-knows-no-other-edge`,
  severity: 'error',
  comment: 'A stage that calls another stage cannot be understood, tested or cached on its own.',
  from: { path: `^src/${edge}/` },
  to: { path: `^src/(${EDGES.filter((other) => other !== edge && other !== 'io').join('|')})/` },
}));

export default {
  forbidden: [
    ...edgeRules,
    {
      name: 'model-imports-nothing',
      severity: 'error',
      comment: 'The shared types must not drag anything along.',
      from: { path: '^src/model/' },
      to: { pathNot: '^src/model/' },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      comment: 'Core code that reads files or the clock gives results that depend on the machine.',
      from: { path: CORE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-uses-no-packages',
      severity: 'error',
      comment: 'Only glob matching is worth a package here.',
      from: { path: CORE },
      to: { path: 'node_modules', pathNot: 'node_modules/(@types/)?picomatch/' },
    },
    {
      name: 'core-knows-no-edge',
      severity: 'error',
      comment: 'Later stages receive values, never a way back to the outside.',
      from: { path: CORE },
      to: { path: `^src/(${EDGES.join('|')}|commands|reporters)/` },
    },
    {
      name: 'reporters-see-the-model',
      severity: 'error',
      comment: 'A reporter that reaches into the analysis cannot draw a saved report.',
      from: { path: '^src/reporters/' },
      to: { path: '^src/', pathNot: '^src/(reporters|model)/|^src/errors\\.ts$' },
    },
    {
      name: 'io-knows-nobody',
      severity: 'error',
      comment: 'The port to the outside serves every stage and depends on none.',
      from: { path: '^src/io/' },
      to: { path: '^src/', pathNot: '^src/(io|model)/|^src/errors\\.ts$' },
    },
    {
      name: 'recording-introduces-boots',
      severity: 'error',
      comment: 'It joins boots with files and figures; the graph and what is said of it come later.',
      from: { path: '^src/recording/' },
      to: {
        path: '^src/',
        pathNot: '^src/(recording|boot|resolve|io|timing|reconcile|model)/|^src/errors\\.ts$',
      },
    },
    {
      name: 'recording-is-for-commands',
      severity: 'error',
      comment: "Who records a boot runs the user's code: only a command may decide that.",
      from: { path: '^src/', pathNot: '^src/(recording|comparing|trying|commands)/' },
      to: { path: '^src/recording/' },
    },
    {
      name: 'comparing-introduces-trees',
      severity: 'error',
      comment:
        'It joins commits, boots and reports; what they mean is decided by core, what is said by reporters.',
      from: { path: '^src/comparing/' },
      to: {
        path: '^src/',
        pathNot: '^src/(comparing|recording|boot|io|timing|model)/|^src/errors\\.ts$|^src/pipeline\\.ts$',
      },
    },
    {
      name: 'comparing-takes-only-types-of-the-pipeline',
      severity: 'error',
      comment: 'It is given analyses: who compares decides how they are made.',
      from: { path: '^src/comparing/' },
      to: { path: '^src/pipeline\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'comparing-is-for-commands',
      severity: 'error',
      comment: "It checks out commits and runs the user's code: only a command may decide that.",
      from: { path: '^src/', pathNot: '^src/(comparing|trying|commands)/' },
      to: { path: '^src/comparing/' },
    },
    {
      name: 'trying-introduces-cuts-to-boots',
      severity: 'error',
      comment: 'It joins rewritten texts, trees and boots; which cuts are worth trying is decided by others.',
      from: { path: '^src/trying/' },
      to: {
        path: '^src/',
        pathNot: '^src/(trying|rewrite|codemod|recording|comparing|boot|io|timing|model)/|^src/errors\\.ts$',
      },
    },
    {
      name: 'trying-is-for-commands',
      severity: 'error',
      comment: "It boots the user's code: only a command may decide that.",
      from: { path: '^src/', pathNot: '^src/(trying|commands)/' },
      to: { path: '^src/trying/' },
    },
    {
      name: 'rewriting-is-of-texts',
      severity: 'error',
      comment: 'Text to text: who reads and writes files decides when.',
      from: { path: '^src/(rewrite|codemod)/' },
      to: {
        path: '^src/',
        pathNot: '^src/(rewrite|codemod|extract|model)/',
      },
    },
    {
      name: 'only-codemods-know-ts-morph',
      severity: 'error',
      comment: 'It brings TypeScript along, which takes a quarter of a second to load.',
      from: { path: '^src/', pathNot: '^src/codemod/' },
      to: { path: 'node_modules/ts-morph/' },
    },
    {
      name: 'child-knows-the-protocol-alone',
      severity: 'error',
      comment: 'Whatever it imports is loaded, and paid for, in the measured process.',
      from: { path: '^src/boot/child/' },
      to: { path: '^src/', pathNot: `^src/boot/child/|^src/model/|${PROTOCOLS}` },
    },
    {
      name: 'child-takes-only-types-of-the-model',
      severity: 'error',
      comment: 'As above: types cost nothing, values do.',
      from: { path: '^src/boot/child/' },
      to: { path: '^src/model/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'child-uses-no-packages',
      severity: 'error',
      comment: "A package in the measured process would be one of the program's modules.",
      from: { path: '^src/boot/child/' },
      to: { path: 'node_modules' },
    },
    {
      name: 'protocols-import-no-code',
      severity: 'error',
      comment: 'What they import comes along into the measured process.',
      from: { path: PROTOCOLS },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'child-is-for-measured-processes',
      severity: 'error',
      comment: 'It patches the process it runs in; scripts/build.mjs bundles it, nothing of ours loads it.',
      from: { path: '^src/', pathNot: '^src/boot/child/' },
      to: { path: '^src/boot/child/' },
    },
    {
      name: 'serving-is-of-events',
      severity: 'error',
      comment: 'What is told and how it looks is handed in: the server would bring the whole tool along.',
      from: { path: '^src/serve/' },
      to: { path: '^src/', pathNot: '^src/(serve|model)/|^src/errors\\.ts$' },
    },
    {
      name: 'feeding-is-pure',
      severity: 'error',
      comment:
        'That no event is lost can be tested in every order of things only without sockets and clocks.',
      from: { path: '^src/serve/(event-|live-|client-feed|subscription)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'watching-is-of-folders',
      severity: 'error',
      comment: 'What a change means is decided by who knows graphs and boots.',
      from: { path: '^src/watch/' },
      to: { path: '^src/', pathNot: '^src/(watch|io|model)/|^src/errors\\.ts$' },
    },
    {
      name: 'live-is-asked-for',
      severity: 'error',
      comment: 'A run that nobody watches or looks at pays for neither watcher nor server.',
      from: { path: '^src/', pathNot: '^src/(serve|watch)/|^src/commands/(serve|watch)-' },
      to: { path: '^src/(serve|watch)/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'page-is-for-browsers',
      severity: 'error',
      comment:
        'It asks graphs the same questions as the core, and shares the form of its data with the reporter.',
      from: { path: '^src/page/' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(page|graph|model)/|^src/reporters/(numbers|places)\\.ts$|^src/reporters/html/(payload-format|path-table|vlq|markup)\\.ts$',
      },
    },
    {
      name: 'page-stands-alone',
      severity: 'error',
      comment: 'What it imports stands in every report, and a browser has neither Node nor packages.',
      from: { path: '^src/page/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'page-is-for-documents',
      severity: 'error',
      comment: 'scripts/build-page.mjs bundles it; Node has no window to run it in.',
      from: { path: '^src/', pathNot: '^src/page/' },
      to: { path: '^src/page/' },
    },
    {
      name: 'stages-know-no-command',
      severity: 'error',
      comment: 'Commands are the top: what they share belongs to a stage below.',
      from: { path: '^src/', pathNot: '^src/(commands/|library/|cli[^/]*\\.ts$)' },
      to: { path: '^src/(commands/|cli[^/]*\\.ts$)' },
    },
    {
      name: 'library-is-a-door',
      severity: 'error',
      comment:
        'What a config imports for its types must load nothing, and nobody inside needs the outer door.',
      from: { path: '^src/(?!library/|index\\.ts$)' },
      to: { path: '^src/(library/|index\\.ts$)' },
    },
    {
      name: 'cli-is-light',
      severity: 'error',
      comment: 'What cli.ts imports eagerly, --version pays for.',
      from: { path: '^src/cli[^/]*\\.ts$' },
      to: { path: '^src/(?!errors\\.ts|cli[^/]*\\.ts)', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'We tell others what import cycles cost.',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'A specifier that leads nowhere fails at run time.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    exclude: { path: '^dist/' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
