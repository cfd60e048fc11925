/** Archives keep the events of a bus; a replay sends a span of them to the bus again. */
import { assertPattern, matches } from '../event-pattern.ts'
import { AwsError, type Cloud } from '../types.ts'
import type { EventEnvelope } from './envelope.ts'

/** Gives an event to a bus; with rules named, to these alone. */
export type Accept = (busArn: string, event: EventEnvelope, onlyRules?: readonly string[]) => void

interface ReplayRow {
  name: string
  archive_arn: string
  bus_arn: string
  rules: string | null
  from_at: number
  to_at: number
  position: number
  state: string
  started_at: number
  ended_at: number | null
  last_at: number | null
}

const chunk = 50

export type Archives = ReturnType<typeof createArchives>

export function createArchives(cloud: Cloud, accept: Accept) {
  const { store } = cloud
  store.define(`CREATE TABLE IF NOT EXISTS events_archive (id INTEGER PRIMARY KEY AUTOINCREMENT, archive TEXT NOT NULL, at INTEGER NOT NULL, event TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS events_archive_at ON events_archive (archive, at);
    CREATE TABLE IF NOT EXISTS events_replay (name TEXT PRIMARY KEY, archive_arn TEXT NOT NULL, bus_arn TEXT NOT NULL, rules TEXT,
      from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, position INTEGER NOT NULL, state TEXT NOT NULL,
      started_at INTEGER NOT NULL, ended_at INTEGER, last_at INTEGER)`)
  const archives = cloud.resources('AWS::Events::Archive').map(({ arn, physicalId, properties }) => {
    const { EventPattern: given, RetentionDays, SourceArn } = properties
    const pattern = typeof given === 'string' ? JSON.parse(given) : given
    if (pattern) assertPattern(pattern)
    return { arn, name: physicalId, busArn: String(SourceArn), pattern, retentionDays: Number(RetentionDays ?? 0) }
  })
  let running = false

  const replay = (name: unknown) => store.get<ReplayRow>('SELECT * FROM events_replay WHERE name = ?', String(name))

  function removeExpired(): void {
    for (const { name, retentionDays } of archives) {
      if (retentionDays === 0) continue // for ever
      store.run(
        'DELETE FROM events_archive WHERE archive = ? AND at < ?',
        name,
        Date.now() - retentionDays * 86_400_000,
      )
    }
  }

  function sendNext(name: string): void {
    const row = replay(name)
    if (!running || row?.state !== 'RUNNING') return
    const archive = archives.find(({ arn }) => arn === row.archive_arn)
    const events = store.all<{ id: number; at: number; event: string }>(
      'SELECT id, at, event FROM events_archive WHERE archive = ? AND at >= ? AND at < ? AND id > ? ORDER BY id LIMIT ?',
      archive?.name ?? '',
      row.from_at,
      row.to_at,
      row.position,
      chunk,
    )
    // Event by event: a crash between the two statements replays one event twice, never loses one.
    for (const { id, at, event } of events) {
      const envelope = { ...(JSON.parse(event) as EventEnvelope), 'replay-name': name }
      accept(row.bus_arn, envelope, row.rules ? (JSON.parse(row.rules) as string[]) : undefined)
      store.run('UPDATE events_replay SET position = ?, last_at = ? WHERE name = ?', id, at, name)
    }
    if (events.length === chunk) setImmediate(sendNext, name)
    else store.run("UPDATE events_replay SET state = 'COMPLETED', ended_at = ? WHERE name = ?", Date.now(), name)
  }

  function start(input: Record<string, unknown>) {
    const { ReplayName, EventSourceArn, EventStartTime, EventEndTime } = input
    const destination = (input.Destination ?? {}) as { Arn?: string; FilterArns?: string[] }
    const archive = archives.find(({ arn }) => arn === EventSourceArn)
    const [from, to] = [Number(EventStartTime) * 1000, Number(EventEndTime) * 1000]
    if (!ReplayName || !(from < to))
      throw new AwsError('ValidationException', 'ReplayName, and an EventStartTime before EventEndTime, are required.')
    if (!archive) throw new AwsError('ResourceNotFoundException', `Archive ${EventSourceArn} does not exist.`)
    if (destination.Arn !== archive.busArn) {
      throw new AwsError(
        'ValidationException',
        'Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.',
      )
    }
    if (replay(ReplayName)) throw new AwsError('ResourceAlreadyExistsException', `Replay ${ReplayName} already exists.`)
    store.run(
      "INSERT INTO events_replay (name, archive_arn, bus_arn, rules, from_at, to_at, position, state, started_at) VALUES (?, ?, ?, ?, ?, ?, 0, 'RUNNING', ?)",
      String(ReplayName),
      archive.arn,
      archive.busArn,
      destination.FilterArns?.length ? JSON.stringify(destination.FilterArns) : null,
      from,
      to,
      Date.now(),
    )
    setImmediate(sendNext, String(ReplayName))
    return { ReplayArn: replayArn(ReplayName), State: 'STARTING', ReplayStartTime: Date.now() / 1000 }
  }

  const replayArn = (name: unknown) => `arn:aws:events:${cloud.region}:${cloud.accountId}:replay/${name}`

  function describe(name: unknown) {
    const row = replay(name)
    if (!row) throw new AwsError('ResourceNotFoundException', `Replay ${name} does not exist.`)
    return describeRow(row)
  }

  const describeRow = (row: ReplayRow) => ({
    ReplayName: row.name,
    ReplayArn: replayArn(row.name),
    State: row.state,
    EventSourceArn: row.archive_arn,
    Destination: { Arn: row.bus_arn, ...(row.rules ? { FilterArns: JSON.parse(row.rules) } : {}) },
    EventStartTime: row.from_at / 1000,
    EventEndTime: row.to_at / 1000,
    ReplayStartTime: row.started_at / 1000,
    ...(row.last_at ? { EventLastReplayedTime: row.last_at / 1000 } : {}),
    ...(row.ended_at ? { ReplayEndTime: row.ended_at / 1000 } : {}),
  })

  function describeArchive(name: unknown) {
    const archive = archives.find((one) => one.name === name)
    if (!archive) throw new AwsError('ResourceNotFoundException', `Archive ${name} does not exist.`)
    const count = store.get<{ count: number; bytes: number | null }>(
      'SELECT COUNT(*) AS count, SUM(LENGTH(event)) AS bytes FROM events_archive WHERE archive = ?',
      archive.name,
    )
    return {
      ArchiveArn: archive.arn,
      ArchiveName: archive.name,
      EventSourceArn: archive.busArn,
      ...(archive.pattern ? { EventPattern: JSON.stringify(archive.pattern) } : {}),
      RetentionDays: archive.retentionDays,
      State: 'ENABLED',
      EventCount: count?.count ?? 0,
      SizeBytes: count?.bytes ?? 0,
    }
  }

  return {
    replayArn,
    startReplay: start,
    describeReplay: describe,
    describeArchive,
    listArchives: () => archives.map(({ name }) => describeArchive(name)),
    listReplays: () => store.all<ReplayRow>('SELECT * FROM events_replay ORDER BY started_at DESC').map(describeRow),
    cancelReplay(name: unknown) {
      describe(name)
      store.run(
        "UPDATE events_replay SET state = 'CANCELLED', ended_at = ? WHERE name = ? AND state = 'RUNNING'",
        Date.now(),
        String(name),
      )
      return describe(name)
    },
    /** Part of the transaction that accepts the event. Replayed events are not archived again. */
    keep(busArn: string, event: EventEnvelope): void {
      if (event['replay-name']) return
      for (const archive of archives) {
        if (archive.busArn !== busArn || (archive.pattern && !matches(archive.pattern, event))) continue
        const at = Date.parse(event.time)
        store.run(
          'INSERT INTO events_archive (archive, at, event) VALUES (?, ?, ?)',
          archive.name,
          at,
          JSON.stringify(event),
        )
      }
    },
    begin(): void {
      running = true
      removeExpired()
      for (const { name } of store.all<ReplayRow>("SELECT * FROM events_replay WHERE state = 'RUNNING'"))
        setImmediate(sendNext, name)
    },
    end(): void {
      running = false
    },
  }
}
