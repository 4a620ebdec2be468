import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import type { Inflate } from '@sheshi/methods/interchange'

const inflateInPool = promisify(inflateRaw)

/** Unpacks in the thread pool; stops where it becomes larger than it should. */
export const inflate: Inflate = async (packed, most) =>
  new Uint8Array(await inflateInPool(packed, { maxOutputLength: Math.max(1, most) }))
