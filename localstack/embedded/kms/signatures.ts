/** Signatures over messages and, as callers that hash themselves need, over digests. */
import {
  constants,
  createECDH,
  type KeyObject,
  privateEncrypt,
  publicDecrypt,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'

const hashOf = (algorithm: string) => `sha${algorithm.slice(-3)}`

function keyInput(key: KeyObject, algorithm: string) {
  if (!algorithm.startsWith('RSASSA_PSS')) return { key }
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
}

/** ECDSA signatures are DER. */
export const signMessage = (key: KeyObject, algorithm: string, message: Buffer): Buffer =>
  sign(hashOf(algorithm), message, keyInput(key, algorithm))

export const verifyMessage = (key: KeyObject, algorithm: string, message: Buffer, signature: Buffer): boolean =>
  verify(hashOf(algorithm), message, keyInput(key, algorithm), signature)

export const digestBytes = (algorithm: string): number => Number(algorithm.slice(-3)) / 8

/** Algorithms that `signDigest` knows. node:crypto always hashes, so the digest forms are made here. */
export const signsDigests = (algorithm: string): boolean =>
  algorithm === 'ECDSA_SHA_256' || algorithm.startsWith('RSASSA_PKCS1')

/** DER of DigestInfo up to the digest, by bits. */
const digestInfo: Readonly<Record<string, string>> = {
  256: '3031300d060960864801650304020105000420',
  384: '3041300d060960864801650304020205000430',
  512: '3051300d060960864801650304020305000440',
}

const withInfo = (algorithm: string, digest: Buffer) =>
  Buffer.concat([Buffer.from(digestInfo[algorithm.slice(-3)]!, 'hex'), digest])

export function signDigest(key: KeyObject, algorithm: string, digest: Buffer): Buffer {
  if (algorithm.startsWith('RSASSA_PKCS1')) {
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, withInfo(algorithm, digest))
  }
  const d = integer(Buffer.from(key.export({ format: 'jwk' }).d!, 'base64url'))
  const z = integer(digest)
  for (;;) {
    const nonce = randomBytes(32)
    const k = integer(nonce)
    if (k === 0n || k >= order) continue
    const ecdh = createECDH('prime256v1')
    ecdh.setPrivateKey(nonce)
    const r = integer(ecdh.getPublicKey().subarray(1, 33)) % order
    const s = modulo(inverse(k, order) * (z + r * d), order)
    if (r !== 0n && s !== 0n) return der(r, s)
  }
}

export function verifyDigest(key: KeyObject, algorithm: string, digest: Buffer, signature: Buffer): boolean {
  if (algorithm.startsWith('RSASSA_PKCS1')) {
    try {
      return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).equals(withInfo(algorithm, digest))
    } catch {
      return false
    }
  }
  const parsed = parseDer(signature)
  if (!parsed) return false
  const [r, s] = parsed
  if (r <= 0n || r >= order || s <= 0n || s >= order) return false
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const publicPoint: Point = [integer(Buffer.from(x, 'base64url')), integer(Buffer.from(y, 'base64url'))]
  const w = inverse(s, order)
  const sum = add(multiply(modulo(integer(digest) * w, order), generator), multiply(modulo(r * w, order), publicPoint))
  return sum !== undefined && sum[0] % order === r
}

// P-256 (FIPS 186-5), affine; undefined is the point at infinity. Slow, and only for verifying digests.
type Point = readonly [x: bigint, y: bigint] | undefined
const prime = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const generator: Point = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
]

function add(a: Point, b: Point): Point {
  if (!a || !b) return a ?? b
  if (a[0] === b[0] && a[1] !== b[1]) return undefined
  const slope =
    a[0] === b[0]
      ? (3n * a[0] * a[0] - 3n) * inverse(2n * a[1], prime)
      : (b[1] - a[1]) * inverse(modulo(b[0] - a[0], prime), prime)
  const x = modulo(slope * slope - a[0] - b[0], prime)
  return [x, modulo(slope * (a[0] - x) - a[1], prime)]
}

function multiply(times: bigint, point: Point): Point {
  let result: Point
  let doubled = point
  for (let rest = times; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = add(result, doubled)
    doubled = add(doubled, doubled)
  }
  return result
}

const modulo = (value: bigint, modulus: bigint) => ((value % modulus) + modulus) % modulus

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [modulo(value, modulus), modulus, 1n, 0n]
  while (a > 1n) {
    const quotient = a / b
    ;[a, b] = [b, a % b]
    ;[x, y] = [y, x - quotient * y]
  }
  return modulo(x, modulus)
}

const integer = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex') || '0'}`)

function derInteger(value: bigint): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  const padded = bytes[0]! >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes
  return Buffer.concat([Buffer.from([2, padded.length]), padded])
}

function der(r: bigint, s: bigint): Buffer {
  const body = Buffer.concat([derInteger(r), derInteger(s)])
  return Buffer.concat([Buffer.from([0x30, body.length]), body])
}

function parseDer(signature: Buffer): [bigint, bigint] | undefined {
  const rLength = signature[3] ?? 0
  const sLength = signature[5 + rLength] ?? 0
  const isWhole =
    signature[0] === 0x30 && signature[1] === signature.length - 2 && signature[2] === 2 && signature[4 + rLength] === 2
  if (!isWhole || signature.length !== 6 + rLength + sLength) return undefined
  return [integer(signature.subarray(4, 4 + rLength)), integer(signature.subarray(6 + rLength))]
}
