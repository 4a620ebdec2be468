import { isIPv4, isIPv6 } from 'node:net'

/**
 * Where a request comes from, for counting: an IPv4 address, or the /64 of an IPv6 one, since whoever has one of
 * those has them all. Pure.
 */
export function countedAddress(address: string | undefined): string {
  const bare = (address ?? '').replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (mapped) return mapped
  if (isIPv4(bare)) return bare
  if (!isIPv6(bare)) return 'unknown'
  return `${network64(bare)}::/64`
}

function network64(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::')
  const parts = (text: string) => (text === '' ? [] : text.split(':'))
  const before = parts(head)
  const after = tail === undefined ? [] : parts(tail)
  // A dotted end stands for two groups.
  const length = before.length + after.length + (after.at(-1)?.includes('.') ? 1 : 0)
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - length) }, () => '0')
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')
}
