/** `npm run synth -- [stage]`: writes the stage's assembly to cdk.out/<stage>. */
import { build } from './lib/build.ts'
import { synthesize } from './lib/synth.ts'

await build()
for (const stage of process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['local', 'dev', 'prod']) {
  const started = performance.now()
  const { assembly, synthesized } = await synthesize(stage)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(synthesized ? `Synthesized ${stage} in ${seconds} s: ${assembly}` : `${stage} is up to date: ${assembly}`)
}
