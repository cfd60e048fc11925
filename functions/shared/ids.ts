import { decodeTime, monotonicFactory } from 'ulid'

const ulid = monotonicFactory()

/** A new ULID: sortable by time, 26 characters. */
export const newId = (): string => ulid()

/** When an id of `newId` was made. */
export const madeAt = (id: string): Date => new Date(decodeTime(id))
