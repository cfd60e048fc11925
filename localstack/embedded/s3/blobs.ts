/** Contents of objects and parts as files that never change: a new content is a new file. */
import { randomUUID } from 'node:crypto'
import { constants, copyFileSync, createReadStream, openSync, readdirSync, rmSync } from 'node:fs'
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Blobs {
  /** @returns its name. The file is whole, or not there under that name. */
  write(bytes: Buffer): Promise<string>
  copy(blob: string): Promise<string>
  /** One blob of several, in their order. */
  join(blobs: readonly string[]): Promise<string>
  /** A file descriptor at once, so that the content stays readable when the blob is removed next. */
  open(blob: string): number
  remove(blobs: readonly string[]): void
  /** Removes what a killed process left: everything that is not `used`. */
  sweep(used: ReadonlySet<string>): void
}

export async function openBlobs(folder: string): Promise<Blobs> {
  await mkdir(folder, { recursive: true })
  const pathOf = (blob: string) => join(folder, blob)

  async function create(fill: (file: string) => Promise<unknown>): Promise<string> {
    const blob = randomUUID()
    const unfinished = pathOf(`${blob}.part`)
    try {
      await fill(unfinished)
      await rename(unfinished, pathOf(blob))
    } catch (error) {
      await rm(unfinished, { force: true })
      throw error
    }
    return blob
  }

  return {
    write: (bytes) => create((file) => writeFile(file, bytes)),
    // At once, so that the blob cannot be removed before; a file system that can shares the bytes.
    copy: (blob) => create(async (file) => copyFileSync(pathOf(blob), file, constants.COPYFILE_FICLONE)),
    join: (blobs) =>
      create(async (file) => {
        for (const blob of blobs) await appendFile(file, createReadStream(pathOf(blob)))
      }),
    open: (blob) => openSync(pathOf(blob), 'r'),
    remove(blobs) {
      for (const blob of blobs) rmSync(pathOf(blob), { force: true })
    },
    sweep(used) {
      for (const file of readdirSync(folder)) if (!used.has(file)) rmSync(pathOf(file), { force: true })
    },
  }
}
