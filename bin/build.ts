/** `npm run build`: bundles all functions into dist/. */
import { build } from './lib/build.ts'

const started = performance.now()
const { built, functions } = await build()
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.log(built ? `Bundled ${functions} functions in ${seconds} s` : `${functions} functions are up to date`)
