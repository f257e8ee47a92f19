// What the stand-in packages of fixtures/monorepo become: real ones, with what these bring in.

/** Words of the monorepo's sources and the words that come instead, in order. */
const rules = ({ payments, storage, orm }) => [
  [/\bPayline\b/g, payments.name],
  [/\bpayline\b/g, payments.package],
  [/@cumulus\/client-bucket/g, storage.package],
  [/@cumulus\/\*/g, storage.all],
  [/\bBucketClient\b/g, storage.client],
  [/\bPutObject\((.*?)\)\);/g, `${storage.command}({ Bucket: 'depot', Key: $1 }));`],
  [/\bPutObject\b/g, storage.command],
  [/import \{ draw \} from 'chart-kit'/g, `import { ${orm.name} } from '${orm.package}'`],
  [/draw\('line', points\)/g, `new ${orm.name}({ type: 'postgres', entities: points })`],
  [/\blineChart\b/g, 'openLedger'],
  [/\bcharts\.js\b/g, 'ledger.js'],
  [/\bchart-kit\b/g, orm.package],
];

/**
 * `sdks` come from npm; `own` are packages that this project has anyway, loaded at the same places and as heavy: what
 * they are for does not matter to what loading them takes.
 */
export const WEIGHTS = {
  sdks: {
    words: rules({
      payments: { package: 'stripe', name: 'Stripe' },
      storage: {
        package: '@aws-sdk/client-s3',
        all: '@aws-sdk/*',
        client: 'S3Client',
        command: 'PutObjectCommand',
      },
      orm: { package: 'typeorm', name: 'DataSource' },
    }),
    packages: { payments: 'stripe', storage: '@aws-sdk/client-s3', orm: 'typeorm' },
    install: {
      '@aws-sdk/client-s3': '3.1000.0',
      'reflect-metadata': '0.2.2',
      stripe: '20.0.0',
      typeorm: '1.1.1',
    },
  },
  own: {
    words: rules({
      payments: { package: 'fast-check', name: 'Random' },
      storage: { package: 'ajv', all: 'ajv', client: 'Ajv', command: 'KeywordCxt' },
      orm: { package: 'ts-morph', name: 'Project' },
    }),
    packages: { payments: 'fast-check', storage: 'ajv', orm: 'ts-morph' },
    install: null,
  },
};
