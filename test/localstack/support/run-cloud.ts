/** Runs a local cloud in a process of its own, for tests that kill it: `node run-cloud.ts <assembly> [<data folder>]`; `FAULTS` arms it. */
import { startCloud } from '../../../localstack/embedded/index.ts'

const [assembly = '', dataFolder] = process.argv.slice(2)
const faults = JSON.parse(process.env.FAULTS ?? '[]')
const running = await startCloud({ assembly, dataFolder, ephemeral: dataFolder === undefined, faults })
process.send?.({ endpoint: running.endpoint, urls: running.apiUrls, dataFolder: running.cloud.dataFolder })
