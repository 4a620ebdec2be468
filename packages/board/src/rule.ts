import { defaultBindingSchemas, defaultShapeSchemas } from '@tldraw/tlschema'

/** Names of fields that may stand in a log: they are tldraw's, not somebody's. */
const fields = new Set([
  ...[
    'x',
    'y',
    'id',
    'type',
    'typeName',
    'rotation',
    'index',
    'parentId',
    'isLocked',
    'opacity',
    'props',
    'meta',
  ],
  ...['fromId', 'toId', 'name', 'src', 'w', 'h', 'mimeType', 'isAnimated', 'title', 'description', 'favicon'],
  ...[...Object.values(defaultShapeSchemas), ...Object.values(defaultBindingSchemas)].flatMap(({ props }) =>
    Object.keys(props ?? {}),
  ),
])

/** Reasons that name what they found; what they found is left out. */
const naming: readonly (readonly [RegExp, string])[] = [
  [/ may not stand here in rich text$/, 'a node may not stand here in rich text'],
  [/ must not be empty$/, 'a node of rich text must not be empty'],
  [/ holds a shared type where a value should be$/, 'a field holds a shared type where a value should be'],
  [/^records of type .* do not belong on a board$/s, 'records of this type do not belong on a board'],
  [/^unreadable: /, 'the update cannot be read'],
]

/**
 * The rule that a reason is about, without a word of the record: `tldraw’s validator refuses props.color`. Reasons
 * of our own are sentences without marks, digits or capitals; what looks otherwise may quote what it was given.
 */
export function ruleOf(reason: string): string {
  const place = /^At ([^:]*)/.exec(reason)?.[1]
  if (place !== undefined) {
    const known = place
      .replaceAll(/\([^)]*\)/g, '')
      .split('.')
      .filter((name) => fields.has(name))
    return known.length > 0
      ? `tldraw’s validator refuses ${known.join('.')}`
      : 'tldraw’s validator refuses it'
  }
  const named = naming.find(([pattern]) => pattern.test(reason))
  if (named) return named[1]
  return /^[a-z ’]{3,60}$/.test(reason) ? reason : 'the record cannot be read'
}

/** The id as far as it has the form of one; whoever makes a record can write anything there. */
export const loggableId = (id: string | null): string | null =>
  id !== null && /^[a-z]{1,20}:[\w-]{1,64}$/.test(id) ? id : null
