import { embedHosts, isAllowedEmbed } from '@sheshi/board'
import { DEFAULT_EMBED_DEFINITIONS, getEmbedInfo, type TLEmbedResult } from 'tldraw'

/** What tldraw knows of a site, and how its pages are asked for in a frame. */
export const knownSite = (url: string): TLEmbedResult => getEmbedInfo(DEFAULT_EMBED_DEFINITIONS, url)

interface Embed {
  /** The address that the frame asks: what is on the board is what is judged. */
  url: string
  size: { width: number; height: number }
}

const usual = { width: 720, height: 500 }

/**
 * How a pasted address stands on the board as a page; null where it stays a link. A page of a site that tldraw knows is
 * asked for at the address for frames, and that one's host must be listed; of others, the pasted address's own.
 */
export function embedFor(pasted: string, hosts = embedHosts()): Embed | null {
  if (hosts.length === 0 || !URL.canParse(pasted)) return null
  const site = knownSite(pasted)
  const address = site?.embedUrl ?? pasted
  const url = URL.canParse(address) ? new URL(address).href : address
  if (!isAllowedEmbed(url, hosts)) return null
  return { url, size: site ? { width: site.definition.width, height: site.definition.height } : usual }
}
