/** Password hashes: argon2id with OWASP's parameters, written as PHC strings. About 31 ms of one core each. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const hashWith = promisify(argon2)

interface Parameters {
  /** KiB */
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

const current: Parameters = { memory: 19_456, passes: 2, parallelism: 1 }
const SALT_BYTES = 16
const HASH_BYTES = 32

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(password, salt, current, HASH_BYTES)
  const { memory, passes, parallelism } = current
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`
}

/** Does the same work without a hash, so that an unknown account takes as long as a wrong password. */
export async function verifyPassword(password: string, phc: string | undefined): Promise<boolean> {
  if (phc === undefined) {
    await derive(password, Buffer.alloc(SALT_BYTES), current, HASH_BYTES)
    return false
  }
  const { parameters, salt, hash } = parse(phc)
  return timingSafeEqual(await derive(password, salt, parameters, hash.length), hash)
}

const derive = (password: string, salt: Buffer, parameters: Parameters, tagLength: number) =>
  hashWith('argon2id', { message: password.normalize('NFKC'), nonce: salt, tagLength, ...parameters })

function parse(phc: string): { parameters: Parameters; salt: Buffer; hash: Buffer } {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(phc)
  if (!match) throw new Error('A stored password hash is not an argon2id PHC string')
  const [memory, passes, parallelism] = match.slice(1, 4).map(Number) as [number, number, number]
  return {
    parameters: { memory, passes, parallelism },
    salt: Buffer.from(match[4]!, 'base64'),
    hash: Buffer.from(match[5]!, 'base64'),
  }
}

/** PHC strings use base64 without padding. */
const encode = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
