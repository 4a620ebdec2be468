import { expect, it } from 'vitest'
import { branchesOf } from './OutlineList.tsx'

const row = (text: string, level: number, kind: 'section' | 'card' = 'card') => ({
  id: text,
  level,
  kind,
  text,
})
type Shape = { text: string; inside: Shape[] }
const shapeOf = ({ text, inside }: Shape): unknown => (inside.length > 0 ? [text, inside.map(shapeOf)] : text)

it('lines become a tree, each under the last line above it that is less deep', () => {
  const tree = branchesOf([
    row('causes', 0, 'section'),
    row('a', 1),
    row('a1', 2),
    row('b', 1),
    row('effects', 0, 'section'),
    row('c', 2),
  ])
  expect(tree.map(shapeOf)).toEqual([
    ['causes', [['a', ['a1']], 'b']],
    ['effects', ['c']],
  ])
})
