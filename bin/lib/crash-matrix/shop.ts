/** A shop on a fixed port and folder that is started again and again, with faults that are armed before it recovers. */
import type { FaultInput } from '../../../localstack/embedded/faults/fault.ts'
import { Api } from '../api.ts'
import { type ShopProcess, startShopProcess } from '../shop-process.ts'

export interface Folder {
  readonly port: number
  readonly dataFolder: string
  /** Built once for all starts, which are many. */
  readonly assembly: string
}

/** Undefined: it was killed at a fault before it was even open. */
export async function start(
  { port, dataFolder, assembly }: Folder,
  faults: readonly FaultInput[],
  seed: 'accounts' | 'none' = 'none',
): Promise<ShopProcess | undefined> {
  const args = [
    '--assembly',
    assembly,
    '--seed',
    seed,
    ...faults.flatMap((fault) => ['--fault', JSON.stringify(fault)]),
  ]
  try {
    // Its orders must end in time whatever else runs.
    return await startShopProcess({ args, env: { PORT: String(port), TRADEWIND_DATA: dataFolder }, ownShare: true })
  } catch (error) {
    if (/: kill -9 (before|after) /.test((error as Error).message)) return undefined
    throw error
  }
}

/** Whether it was killed within the time. */
export async function killedWithin(shop: ShopProcess, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  return Promise.race([shop.ended.then(() => true as const), late]).finally(() => clearTimeout(timer))
}

export const apiOf = ({ port }: Folder): Api => new Api(`http://127.0.0.1:${port}`)
