/** E.164, which SMS needs: `+1 (555) 010-0000` becomes `+15550100000`. Undefined without a country code: it cannot be guessed. */
export function toE164(phone: string): string | undefined {
  const digits = phone.replace(/[\s().-]/g, '')
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined
}
