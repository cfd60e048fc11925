/** Runs a local cloud in a process of its own, for tests that kill it: `node run-cloud.ts <assembly> [<data folder>]`. */
import { startCloud } from '../../../localstack/embedded/index.ts'

const [assembly = '', dataFolder] = process.argv.slice(2)
const running = await startCloud({ assembly, dataFolder, ephemeral: dataFolder === undefined })
process.send?.({ endpoint: running.endpoint, urls: running.apiUrls, dataFolder: running.cloud.dataFolder })
