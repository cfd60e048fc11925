import type { Memory } from './environment-messages.ts'

/** @param collect garbage before, so that only what is in use counts */
export function measureMemory(collect: boolean): Memory
