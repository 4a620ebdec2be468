/** Hosts whose pages may stand on a board as embeds: this process's one fact that the judge of records needs told. */
let allowed: readonly string[] = []

/** Says whose pages may be embedded, for all that this process judges from now on; nobody's where it is never called. */
export function allowEmbeds(hosts: readonly string[]): void {
  allowed = [...hosts]
}

/** The hosts as last said, for a thread or a page that must judge alike. */
export const embedHosts = (): readonly string[] => allowed

const MAX_ADDRESS = 2_000

/**
 * True for the https address of a page on one of `hosts`, by its exact name. It must be written as browsers write it:
 * with the host spelled out from its first letter to the slash, there is no room for a port, a name and password, a
 * dot at the end or a letter that only looks like another.
 */
export function isAllowedEmbed(address: unknown, hosts: readonly string[] = allowed): address is string {
  return (
    typeof address === 'string' &&
    address.length <= MAX_ADDRESS &&
    hosts.some((host) => address.startsWith(`https://${host}/`)) &&
    URL.canParse(address)
  )
}
