/** A file of a bundle as people read it: of a name that is a hash, its beginning. */
export const shownPath = (path: string): string => path.replace(/([0-9a-f]{10})[0-9a-f]{54}/, '$1…')
