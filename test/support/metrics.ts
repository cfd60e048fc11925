import { jest } from '@jest/globals'

/** What is counted for CloudWatch while `work` runs: the lines of the log in its embedded metric format. */
export async function metricsDuring(work: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const lines: string[] = []
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      lines.push(...String(text).split('\n'))
      return true
    }),
    jest.spyOn(console, 'log').mockImplementation((text) => {
      lines.push(String(text))
    }),
  ]
  try {
    await work()
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
  return lines.filter((line) => line.includes('"_aws"')).map((line) => JSON.parse(line))
}
