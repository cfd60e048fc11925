/** The real package with the simulation's chance: left alone it asks the machine for it. */
import { monotonicFactory as factory } from 'ulid'

export * from 'ulid'

export const monotonicFactory = () => factory(() => Math.random())
