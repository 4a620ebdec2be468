import { expect, it } from 'vitest'
import { loggableId, ruleOf } from './rule.ts'

it.each([
  ['the text is too long', 'the text is too long'],
  [
    'At shape(type = my secret).props.color: Expected "black", got my secret',
    'tldraw’s validator refuses props.color',
  ],
  ['At shape(type = note).meta.my secret.opacity: Unexpected', 'tldraw’s validator refuses meta.opacity'],
  ['At my secret: Unexpected property', 'tldraw’s validator refuses it'],
  ['my secret may not stand here in rich text', 'a node may not stand here in rich text'],
  ['records of type my\nsecret do not belong on a board', 'records of this type do not belong on a board'],
  [
    'my secret holds a shared type where a value should be',
    'a field holds a shared type where a value should be',
  ],
  ['Unexpected token m in JSON: "my secret"', 'the record cannot be read'],
  ['unreadable: my secret', 'the update cannot be read'],
])('[BD67] says of “%s” the rule, and no word of the record', (reason, rule) => {
  expect(ruleOf(reason)).toBe(rule)
})

it('[BD67] tells an id only where it has the form of one', () => {
  expect(loggableId('shape:a-Z_0')).toBe('shape:a-Z_0')
  for (const id of ['shape:my secret', 'my secret', `shape:${'x'.repeat(65)}`, null])
    expect(loggableId(id)).toBeNull()
})
