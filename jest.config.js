const transform = {
  '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
}
const project = (displayName, folders, more = {}) => ({
  displayName,
  transform,
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
  ...more,
})

export default {
  // `npm test` runs one after the other. Side by side they cost twice the CPU: shops that get no processor are asked again and again.
  projects: [
    project('unit', ['unit', 'contracts', 'architecture', 'stacks', 'statemachines', 'localstack', 'simulation'], {
      globalSetup: '<rootDir>/test/support/assembly-setup.ts',
    }),
    project('e2e', ['e2e'], {
      globalSetup: '<rootDir>/test/support/shop-setup.ts',
      globalTeardown: '<rootDir>/test/support/shop-teardown.ts',
    }),
  ],
  // Some files mostly wait: a third one uses the processors meanwhile.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/support/longest-first.js',
  // Each has its own waits; this one ends what hangs, also beside other work.
  testTimeout: 60_000,
}
