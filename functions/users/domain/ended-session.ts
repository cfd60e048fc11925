/** Sessions of a user that ended before their access tokens do. */
export interface EndedSessions {
  readonly userId: string
  /** Of the sessions that go on. Tokens of an earlier generation are worth nothing, */
  readonly generation: number
  /** but for those of the session that ended the others. */
  readonly keptSessionId?: string | undefined
}

/** What an access token says of its session. */
export interface TokenSession {
  readonly sub: string
  readonly sid: string
  readonly gen: number
}

export const hasEnded = ({ sub, sid, gen }: TokenSession, ended: readonly EndedSessions[]): boolean =>
  ended.some(({ userId, generation, keptSessionId }) => userId === sub && gen < generation && sid !== keptSessionId)
