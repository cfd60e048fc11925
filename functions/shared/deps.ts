/** What a handler needs of the world; also an `EventContext` for `publish`. Tests pass their own. */
export interface Deps {
  readonly now: Date
  readonly newId: () => string
  readonly requestId: string
  /** Joins everything that one request causes, across services. */
  readonly correlationId: string
}
