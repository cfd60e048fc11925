import { build } from '../../bin/lib/build.ts'
import { synthesize } from '../../bin/lib/synth.ts'
import { keepTemporaryFoldersInMemory } from './temporary-folders.ts'

/** Template tests read what the CDK wrote: make it current, or find it so. */
export default async function setUp(): Promise<void> {
  keepTemporaryFoldersInMemory()
  await build()
  for (const stage of ['local', 'dev', 'prod']) await synthesize(stage)
}
