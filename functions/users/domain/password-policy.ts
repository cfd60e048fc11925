export const MIN_PASSWORD_LENGTH = 10

/** Fewer different characters than this is a repetition such as "aaaaaaaaaa" or "abababababab". */
const MIN_DISTINCT_CHARACTERS = 4
/** Shorter e-mail names are part of too many good passwords by chance. */
const MIN_EMAIL_NAME_LENGTH = 4

/** The most used ones of at least ten characters in leaked lists. */
const common = new Set([
  '0123456789',
  '0987654321',
  '1234567890',
  '12345678900',
  '12345678910',
  '123456789a',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  '9876543210',
  'a123456789',
  'abc1234567',
  'abcdefghij',
  'administrator',
  'asdfghjkl123',
  'baseball123',
  'changeme123',
  'football123',
  'iloveyou123',
  'iloveyou1234',
  'letmein123',
  'letmein1234',
  'monkey12345',
  'p@ssw0rd123',
  'password01',
  'password11',
  'password12',
  'password123',
  'password1234',
  'password12345',
  'passwordpassword',
  'passw0rd123',
  'princess123',
  'q1w2e3r4t5',
  'q1w2e3r4t5y6',
  'qazwsxedcrfv',
  'qwerty1234',
  'qwerty12345',
  'qwerty123456',
  'qwertyuiop',
  'qwertyuiop123',
  'sunshine123',
  'superman123',
  'trustno1trustno1',
  'welcome123',
  'welcome1234',
  'zxcvbnm123',
])

/** Why a password must not be used, as a sentence for its owner; undefined when it may. */
export function passwordWeakness(password: string, email: string): string | undefined {
  const characters = [...password.normalize('NFKC')]
  const plain = characters.join('').toLowerCase()
  const emailName = email.split('@')[0] ?? ''
  if (characters.length < MIN_PASSWORD_LENGTH) return `Use at least ${MIN_PASSWORD_LENGTH} characters.`
  if (new Set(characters).size < MIN_DISTINCT_CHARACTERS) return 'Use more different characters.'
  if (common.has(plain) || common.has(plain.replace(/[^\p{L}\p{N}]+$/u, ''))) {
    return 'This is one of the most used passwords. Use another one.'
  }
  if (emailName.length >= MIN_EMAIL_NAME_LENGTH && plain.includes(emailName.toLowerCase())) {
    return 'Do not use your e-mail name in the password.'
  }
  return undefined
}
