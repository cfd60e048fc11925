/** Synthesizes a stage's CDK assembly, or finds it up to date: loading the CDK costs seconds. */
import { join } from 'node:path'
import { buildFingerprint, bundlesFolder, projectRoot } from './build.ts'
import { fingerprint } from './fingerprint.ts'
import { isCurrent, replaceFolder } from './output-folder.ts'

const inputs = ['stacks', 'statemachines', 'bin/lib/synth.ts', 'cdk.json']

export interface Synthesis {
  readonly assembly: string
  /** False when the assembly was up to date. */
  readonly synthesized: boolean
}

/** The bundles must be built before. */
export async function synthesize(stage: string): Promise<Synthesis> {
  const assembly = join(projectRoot, 'cdk.out', stage)
  const current = fingerprint(projectRoot, inputs, [stage, buildFingerprint()])
  if (isCurrent(assembly, current)) return { assembly, synthesized: false }
  await replaceFolder(assembly, current, async (outdir) => {
    const { tradewindApp } = await import('../../stacks/app.ts')
    tradewindApp({ stage, bundles: bundlesFolder, outdir }).synth()
  })
  return { assembly, synthesized: true }
}
