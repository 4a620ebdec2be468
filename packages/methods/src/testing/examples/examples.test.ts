import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkRecord } from '@sheshi/board'
import { describe, expect, it } from 'vitest'
import { cardsIn } from '../../outline/allCards.ts'
import { readOutline } from '../../outline/read.ts'
import { sectionsOf } from '../../outline/sections.ts'
import type {
  ObjectivesTreeOutline,
  ProblemTreeOutline,
  RegionsOutline,
  TreeNode,
} from '../../outline.types.ts'
import { outlineToCsv } from '../../output/csv.ts'
import { outlineToMarkdown } from '../../output/markdown.ts'
import { allTemplates } from '../../templates/index.ts'
import { exampleOf, workedExamples } from './index.ts'

const folder = fileURLToPath(new URL('../__golden__/', import.meta.url))
/** `UPDATE_GOLDEN=1 npx vitest run packages/methods/src/testing` writes them anew; read the difference before you commit it. */
const update = process.env.UPDATE_GOLDEN === '1'

const read = (template: string) => {
  const example = exampleOf(template)
  return readOutline(example.records(), { template, locale: example.locale })
}

describe('worked examples', () => {
  it('are there for every template', () => {
    expect(workedExamples.map(({ template }) => template).sort()).toEqual(
      allTemplates.map(({ id }) => id).sort(),
    )
  })

  describe.each(workedExamples.map((example) => ({ id: example.template, example })))(
    '$id',
    ({ id, example }) => {
      it('is drawn with records that any board takes', () => {
        const problems = [...example.records().values()]
          .map(checkRecord)
          .filter((problem) => problem !== null)
        expect(problems).toEqual([])
      })

      it('gives the outline of its golden file', () => {
        const outline = read(id)
        const file = `${folder}${id}.json`
        if (update) {
          mkdirSync(folder, { recursive: true })
          writeFileSync(file, `${JSON.stringify(outline, null, 2)}\n`)
        }
        expect(existsSync(file), `${id}.json: see UPDATE_GOLDEN`).toBe(true)
        expect(outline).toEqual(JSON.parse(readFileSync(file, 'utf8')))
      })

      it('has minutes and a table with every card, in words of the reader', () => {
        const outline = read(id)
        const minutes = outlineToMarkdown(outline, { title: example.title, locale: 'sq' })
        const csv = outlineToCsv(outline)
        for (const { card } of cardsIn(sectionsOf(outline, 'sq'))) {
          expect(minutes.replaceAll('\\', '')).toContain(card.text.split('\n')[0])
          expect(csv).toContain(`${card.id},`)
        }
        expect(minutes).not.toMatch(/undefined|\[object/)
      })
    },
  )
})

describe('the river, from its problems to a test', () => {
  const nodesOf = (nodes: TreeNode[]): TreeNode[] =>
    nodes.flatMap((node) => [node, ...nodesOf(node.children)])

  it('keeps the id of every problem', () => {
    const problems = read('problem-tree') as ProblemTreeOutline
    const objectives = read('objectives-tree') as ObjectivesTreeOutline
    const ids = nodesOf([...problems.causes, ...problems.effects]).map(({ id }) => id)
    const turned = nodesOf([...objectives.means, ...objectives.ends])
    expect(ids).toHaveLength(13)
    expect(turned.map(({ fromProblemId }) => fromProblemId)).toEqual(ids)
    expect(objectives.fromProblemId).toBe(problems.coreId)
    const tested = (read('test-and-learning-card') as RegionsOutline).regions
      .flatMap(({ cards }) => cards)
      .find(({ fromProblemId }) => fromProblemId !== undefined)
    expect(turned.find(({ fromProblemId }) => fromProblemId === tested?.fromProblemId)?.text).toBe(
      'People know what dumped waste does',
    )
  })
})
