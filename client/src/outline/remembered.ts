const key = 'sheshi.outline'

/** Narrower than this the panel is a sheet over half of the page: nobody wants to find that open. */
const sheet = '(width < 900px)'

/** Whether this person had the outline open when they last looked at a board; on a phone it begins closed. */
export function wasOpen(storage: Storage = localStorage): boolean {
  try {
    return !window.matchMedia(sheet).matches && storage.getItem(key) === 'open'
  } catch {
    return false
  }
}

/** Remembers it for the next board. */
export function rememberOpen(open: boolean, storage: Storage = localStorage): void {
  try {
    storage.setItem(key, open ? 'open' : 'closed')
  } catch {
    // A forbidden storage only costs a click.
  }
}
