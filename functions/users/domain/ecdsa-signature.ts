/** Bytes of r and of s on the curve P-256. */
const SIZE = 32

/**
 * A DER encoded ECDSA signature, as KMS gives it, in the form that JOSE wants: r and s, 32 bytes each (RFC 7518, 3.4).
 * @throws when it is not one
 */
export function joseFromDer(der: Uint8Array): Buffer {
  const [r, next] = integerAt(der, 2)
  const [s, end] = integerAt(der, next)
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || end !== der.length) throw new Error('Not a DER ECDSA signature')
  return Buffer.concat([r, s])
}

/** A positive integer, left-padded to 32 bytes, and where it ends. */
function integerAt(der: Uint8Array, at: number): [Buffer, number] {
  const end = at + 2 + (der[at + 1] ?? 0)
  if (der[at] !== 0x02 || end > der.length) throw new Error('Not a DER ECDSA signature')
  const bytes = Buffer.from(der.subarray(at + 2, end))
  const digits = bytes.subarray(bytes.findIndex((byte) => byte !== 0))
  if (digits.length > SIZE) throw new Error('Not a signature on P-256')
  return [Buffer.concat([Buffer.alloc(SIZE - digits.length), digits]), end]
}
