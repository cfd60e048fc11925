/** The command was called wrongly: its usage helps. */
export class UsageError extends Error {}

/** Runs a command, and says what went wrong without a stack. Exit codes: 2 for a wrong call, 1 for any other failure. */
export async function asCommand(usage: string, run: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await run()) ?? 0
  } catch (error) {
    const isWrongCall = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
    console.error(error instanceof Error ? error.message : String(error))
    if (isWrongCall) console.error(`\n${usage}`)
    process.exitCode = isWrongCall ? 2 : 1
  }
}
