import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Api } from '../../bin/lib/api.ts'

/** Where the set-up tells the tests of this run which shop is theirs. */
export const sharedShopFile = join(tmpdir(), `tradewind-tests-${process.env.TRADEWIND_TEST_RUN ?? process.ppid}.json`)

/** The shop that all end-to-end tests share. */
export const sharedShop = (): { url: string; endpoint: string } => JSON.parse(readFileSync(sharedShopFile, 'utf8'))

export const anApi = (): Api => new Api(sharedShop().url)
