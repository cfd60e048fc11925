/** Which addresses a user has and which one is the default: exactly one, as long as there is any. */
export interface AddressBook {
  /** Oldest first. */
  readonly ids: readonly string[]
  readonly defaultId?: string
}

export const MAX_ADDRESSES = 50

export const emptyBook: AddressBook = { ids: [] }

export const isFull = (book: AddressBook): boolean => book.ids.length >= MAX_ADDRESSES

/** The first address is the default whatever was asked. */
export const withAddress = (book: AddressBook, id: string, makeDefault: boolean): AddressBook => ({
  ids: [...book.ids, id],
  defaultId: makeDefault || book.defaultId === undefined ? id : book.defaultId,
})

/** The newest of the remaining ones takes over from a removed default. */
export function withoutAddress(book: AddressBook, id: string): AddressBook {
  const ids = book.ids.filter((other) => other !== id)
  const defaultId = book.defaultId === id ? ids.at(-1) : book.defaultId
  return defaultId === undefined ? { ids } : { ids, defaultId }
}

export const withDefault = (book: AddressBook, id: string): AddressBook => ({ ...book, defaultId: id })
