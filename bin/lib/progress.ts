import type { Progress } from './shop.ts'

/** One line for each piece of work, with its time; redrawn in place on a terminal. */
export const showProgress: Progress = async (title, work) => {
  const started = performance.now()
  const terminal = process.stdout.isTTY
  const draw = (text: string) => {
    if (terminal) process.stdout.write(`\r\x1b[2K${text}`)
  }
  let noted = ''
  draw(`  … ${title}`)
  try {
    const result = await work((text) => {
      noted = text
      draw(`  … ${title}: ${text}`)
    })
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    process.stdout.write(`${terminal ? '\r\x1b[2K' : ''}  ✓ ${title}${noted ? `: ${noted}` : ''} (${seconds} s)\n`)
    return result
  } catch (error) {
    process.stdout.write(`${terminal ? '\r\x1b[2K' : ''}  ✗ ${title}\n`)
    throw error
  }
}
