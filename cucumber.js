// For editors and for work on the features: `npx cucumber-js features/server/3-roster.feature`.
// The suite proper is `cosp test server`, which computes verdicts from the messages.
module.exports = {
  default: {
    requireModule: ['ts-node/register'],
    require: ['steps/server/**/*.ts'],
    format: ['progress'],
    formatOptions: { snippetInterface: 'async-await' },
    worldParameters: {
      target: {
        kind: 'exec',
        command:
          process.env.COSP_EXEC ??
          'node --require ts-node/register cli/cosp.ts serve --host 127.0.0.1 --port {port} --pairing-timeout 1s --slow-reader-grace 100ms --log-level warn',
        host: '127.0.0.1',
      },
      timeout: Number(process.env.COSP_TIMEOUT ?? 5000),
      patience: 0,
      shared: false,
      segmentation: { mode: process.env.COSP_SEGMENTATION ?? 'whole', seed: 1 },
      verbose: false,
    },
  },
};
