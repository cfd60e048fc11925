/** `tw_<id>_<secret>`: the id finds the stored hash of the whole key, the secret has 256 bits. */
export const formatApiKey = (id: string, secret: string): string => `tw_${id}_${secret}`

export const apiKeyId = (key: string): string | undefined => /^tw_([0-9A-Z]{26})_[\w-]{43}$/.exec(key)?.[1]
