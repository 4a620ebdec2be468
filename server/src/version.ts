import { version } from '../package.json'

export { version }

/** How this program calls itself in what it makes. */
export const software = `Sheshi ${version}`
