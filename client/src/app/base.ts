/**
 * The path below which the lab lies, without a slash at its end: `/sheshi` behind a proxy that gives it a part of a
 * host, else empty. The server writes it into each page it sends; a development server has none.
 */
export const base: string =
  typeof document === 'undefined' ? '' : (document.documentElement.dataset.base ?? '')

/** A path of ours (`/api/v1/…`, `/board/…`) as the browser must ask for it; links of the router need no such help. */
export const under = (path: string): string => base + path

/** A path as documents and the server have it, from one that may carry the prefix. */
export const withoutBase = (path: string): string =>
  path.startsWith(`${base}/`) ? path.slice(base.length) : path

/**
 * True where the page goes on. Somebody who reaches the server past its proxy, or leaves out the slash at the end, is
 * sent to the same page below the prefix.
 */
export function isUnderBase({ pathname, search, hash }: Location = location): boolean {
  if (pathname.startsWith(`${base}/`)) return true
  location.replace(under(pathname === base ? '/' : pathname) + search + hash)
  return false
}
