// The house's own layers (see ARCHITECTURE.md): each rule names the bug it would have caught.

const CORE = '^src/(graph|hazards|cuts|rules|report|timing|reconcile)/';
const EDGES = ['io', 'config', 'entries', 'extract', 'resolve', 'boot'];
/** What the measured process and the launcher tell each other. */
const PROTOCOLS = '^src/boot/((memory|launcher)-)?protocol\\.ts$';

/** Edges are introduced to each other by sources.ts, pipeline.ts, recording and the commands only; all may use io. */
const edgeRules = EDGES.filter((edge) => edge !== 'io').map((edge) => ({
  name: `${edge}-knows-no-other-edge`,
  comment: 'A stage that calls another stage cannot be understood, tested or cached on its own.',
  from: { path: `^src/${edge}/` },
  to: { path: `^src/(${EDGES.filter((other) => other !== edge && other !== 'io').join('|')})/` },
}));

/** Only some rooms may import one. */
const ownedBy = (room, owners, said) => ({
  ...said,
  from: { path: '^src/', pathNot: `^src/(${owners})/` },
  to: { path: `^src/${room}/` },
});

const rules = [
  ...edgeRules,
  {
    name: 'model-imports-nothing',
    comment: 'The shared types must not drag anything along.',
    from: { path: '^src/model/' },
    to: { pathNot: '^src/model/' },
  },
  {
    name: 'core-is-pure',
    comment: 'Core code that reads files or the clock gives results that depend on the machine.',
    from: { path: CORE },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'core-uses-no-packages',
    comment: 'Only glob matching is worth a package here.',
    from: { path: CORE },
    to: { path: 'node_modules', pathNot: 'node_modules/(@types/)?picomatch/' },
  },
  {
    name: 'core-knows-no-edge',
    comment: 'Later stages receive values, never a way back to the outside.',
    from: { path: CORE },
    to: { path: `^src/(${EDGES.join('|')}|commands|reporters)/` },
  },
  {
    name: 'reporters-see-the-model',
    comment: 'A reporter that reaches into the analysis cannot draw a saved report.',
    from: { path: '^src/reporters/' },
    to: { path: '^src/', pathNot: '^src/(reporters|model)/|^src/errors\\.ts$' },
  },
  {
    name: 'io-knows-nobody',
    comment: 'The port to the outside serves every stage and depends on none.',
    from: { path: '^src/io/' },
    to: { path: '^src/', pathNot: '^src/(io|model)/|^src/errors\\.ts$' },
  },
  {
    name: 'recording-introduces-boots',
    comment: 'It joins boots with files and figures; the graph and what is said of it come later.',
    from: { path: '^src/recording/' },
    to: {
      path: '^src/',
      pathNot: '^src/(recording|boot|resolve|io|timing|reconcile|model)/|^src/errors\\.ts$',
    },
  },
  ownedBy('recording', 'recording|comparing|trying|commands', {
    name: 'recording-is-for-commands',
    comment: "Who records a boot runs the user's code: only a command may decide that.",
  }),
  {
    name: 'comparing-introduces-trees',
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
    comment: 'It is given analyses: who compares decides how they are made.',
    from: { path: '^src/comparing/' },
    to: { path: '^src/pipeline\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  ownedBy('comparing', 'comparing|trying|commands', {
    name: 'comparing-is-for-commands',
    comment: "It checks out commits and runs the user's code: only a command may decide that.",
  }),
  {
    name: 'trying-introduces-cuts-to-boots',
    comment: 'It joins rewritten texts, trees and boots; which cuts are worth trying is decided by others.',
    from: { path: '^src/trying/' },
    to: {
      path: '^src/',
      pathNot: '^src/(trying|rewrite|codemod|recording|comparing|boot|io|timing|model)/|^src/errors\\.ts$',
    },
  },
  ownedBy('trying', 'trying|commands', {
    name: 'trying-is-for-commands',
    comment: "It boots the user's code: only a command may decide that.",
  }),
  {
    name: 'rewriting-is-of-texts',
    comment: 'Text to text: who reads and writes files decides when.',
    from: { path: '^src/(rewrite|codemod)/' },
    to: {
      path: '^src/',
      pathNot: '^src/(rewrite|codemod|extract|model)/',
    },
  },
  {
    name: 'only-codemods-know-ts-morph',
    comment: 'It brings TypeScript along, which takes a quarter of a second to load.',
    from: { path: '^src/', pathNot: '^src/codemod/' },
    to: { path: 'node_modules/ts-morph/' },
  },
  {
    name: 'child-knows-the-protocol-alone',
    comment: 'Whatever it imports is loaded, and paid for, in the measured process.',
    from: { path: '^src/boot/child/' },
    to: { path: '^src/', pathNot: `^src/boot/child/|^src/model/|${PROTOCOLS}` },
  },
  {
    name: 'child-takes-only-types-of-the-model',
    comment: 'As above: types cost nothing, values do.',
    from: { path: '^src/boot/child/' },
    to: { path: '^src/model/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'child-uses-no-packages',
    comment: "A package in the measured process would be one of the program's modules.",
    from: { path: '^src/boot/child/' },
    to: { path: 'node_modules' },
  },
  {
    name: 'protocols-import-no-code',
    comment: 'What they import comes along into the measured process.',
    from: { path: PROTOCOLS },
    to: { dependencyTypesNot: ['type-only'] },
  },
  ownedBy('boot/child', 'boot/child', {
    name: 'child-is-for-measured-processes',
    comment: 'It patches the process it runs in; scripts/build.mjs bundles it, nothing of ours loads it.',
  }),
  {
    name: 'serving-is-of-events',
    comment: 'What is told and how it looks is handed in: the server would bring the whole tool along.',
    from: { path: '^src/serve/' },
    to: { path: '^src/', pathNot: '^src/(serve|model)/|^src/errors\\.ts$' },
  },
  {
    name: 'feeding-is-pure',
    comment: 'That no event is lost can be tested in every order of things only without sockets and clocks.',
    from: { path: '^src/serve/(event-|live-|client-feed|subscription)' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'watching-is-of-folders',
    comment: 'What a change means is decided by who knows graphs and boots.',
    from: { path: '^src/watch/' },
    to: { path: '^src/', pathNot: '^src/(watch|io|model)/|^src/errors\\.ts$' },
  },
  {
    name: 'live-is-asked-for',
    comment: 'A run that nobody watches or looks at pays for neither watcher nor server.',
    from: { path: '^src/', pathNot: '^src/(serve|watch)/|^src/commands/(serve|watch)-' },
    to: { path: '^src/(serve|watch)/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
  },
  {
    name: 'page-is-for-browsers',
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
    comment: 'What it imports stands in every report, and a browser has neither Node nor packages.',
    from: { path: '^src/page/' },
    to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  },
  ownedBy('page', 'page', {
    name: 'page-is-for-documents',
    comment: 'scripts/build-page.mjs bundles it; Node has no window to run it in.',
  }),
  {
    name: 'stages-know-no-command',
    comment: 'Commands are the top: what they share belongs to a stage below.',
    from: { path: '^src/', pathNot: '^src/(commands/|library/|cli[^/]*\\.ts$)' },
    to: { path: '^src/(commands/|cli[^/]*\\.ts$)' },
  },
  {
    name: 'library-is-a-door',
    comment: 'What a config imports for its types must load nothing, and nobody inside needs the outer door.',
    from: { path: '^src/(?!library/|index\\.ts$)' },
    to: { path: '^src/(library/|index\\.ts$)' },
  },
  {
    name: 'cli-is-light',
    comment: 'What cli.ts imports eagerly, --version pays for.',
    from: { path: '^src/cli[^/]*\\.ts$' },
    to: { path: '^src/(?!errors\\.ts|cli[^/]*\\.ts)', dependencyTypesNot: ['dynamic-import', 'type-only'] },
  },
  {
    name: 'no-cycles',
    comment: 'We tell others what import cycles cost.',
    from: { path: '^src/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'not-to-unresolvable',
    comment: 'A specifier that leads nowhere fails at run time.',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  forbidden: rules.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    exclude: { path: '^dist/' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
