/** The unit tests alone, for `npm run mutants`: without the build and synthesis that only tests of stacks need. */
import config from '../../jest.config.js'

const { globalSetup, ...unit } = config.projects.find(({ displayName }) => displayName === 'unit')

export default { ...unit, rootDir: '../..', maxWorkers: 1, testTimeout: config.testTimeout }
