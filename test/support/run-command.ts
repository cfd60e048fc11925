import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Runs one of the project's commands with a data folder of its own. */
export async function runCommand(
  command: string,
  args: string[],
  {
    dataFolder,
    environment = process.env,
    niceness = 0,
  }: { dataFolder?: string; environment?: NodeJS.ProcessEnv; niceness?: number } = {},
): Promise<{ code: number | null; output: string }> {
  const folder = dataFolder ?? mkdtempSync(join(tmpdir(), 'tradewind-command-'))
  const child = spawn(process.execPath, [join(root, 'bin', command), ...args], {
    env: { ...environment, TRADEWIND_DATA: folder },
  })
  // Its threads start later, and are as nice as it is then.
  if (niceness > 0) setPriority(child.pid!, niceness)
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (!dataFolder) rmSync(folder, { recursive: true, force: true })
  return { code, output }
}
