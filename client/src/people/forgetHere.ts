/** What says nothing about a person, and would only be missed: the language of the pages, a wall's slides. */
const staying = ['sheshi.locale', 'sheshi.wall']

/** Lets go of what this browser keeps of somebody: boards, documents, name and city; whoever comes next is new here. */
export function forgetHere(storage: Storage = localStorage): void {
  for (const key of Object.keys(storage)) {
    if (key.startsWith('sheshi.') && !staying.some((kept) => key.startsWith(kept))) storage.removeItem(key)
  }
  // Not in every browser; where it is missing, the copies go when the browser makes room.
  void globalThis.indexedDB?.databases?.().then((databases) => {
    for (const { name } of databases) if (name && /^sheshi[-.]/.test(name)) indexedDB.deleteDatabase(name)
  })
}
