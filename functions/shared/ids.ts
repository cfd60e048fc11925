import { monotonicFactory } from 'ulid'

const ulid = monotonicFactory()

/** A new ULID: sortable by time, 26 characters. */
export const newId = (): string => ulid()
