import { Api } from '../../bin/lib/api.ts'
import { Conformance, conforming } from './conformance.ts'

/** Name of the environment variable by which the set-up tells the tests where their shop is. */
export const SHARED_SHOP = 'TRADEWIND_TEST_SHOP'

/** The shop that all end-to-end tests share. */
export const sharedShop = (): { url: string; endpoint: string } => JSON.parse(process.env[SHARED_SHOP]!)

const check = conforming(new Conformance())

/** Every answer that it sees is held against the OpenAPI document. */
export const anApi = (): Api => new Api(sharedShop().url, {}, check)
