import { label } from '../labels/index.ts'
import type { HelixOutline, Partner } from '../outline.types.ts'
import type { Region, Template } from '../templates/types.ts'
import { type BoardView, type Placed, toCard } from './board.ts'
import { markOf } from './marks.ts'
import { allWords, outlineHead } from './notes.ts'

/** How a line of a partner's card begins, in the three languages. */
const openings = {
  gives: /^(?:gives|offre|jep|ofron)\s*[:：]\s*(.+)$/imu,
  needs: /^(?:needs|chiede|kërkon|kerkon)\s*[:：]\s*(.+)$/imu,
  commits:
    /^(?:commits(?: to)?|si impegna(?: a)?|angazhohet(?: për)?|merr përsipër|zotohet)\s*[:：]\s*(.+)$/imu,
}

type Circle = Region & { sector: NonNullable<Region['sector']> }

const isCircle = (region: Region): region is Circle => region.sector !== undefined

/** Who stands in which circle, with what each gives, needs and commits to. An empty circle is a gap. */
export function readHelix(view: BoardView, template: Template, locale: string): HelixOutline {
  const standing = new Set(view.regions.map(({ region }) => region))
  const circles = template.regions.filter(isCircle).filter(({ id }) => standing.has(id))
  const partners = new Map(circles.map(({ id }) => [id, [] as Partner[]]))
  const shared: Placed[] = []
  const loose: Placed[] = []
  const words = allWords(view)
  const challenge = words.find(
    (card) => card.shape.meta.card === 'challenge' || view.regionOf(card) === 'challenge',
  )
  for (const card of words.filter((each) => each !== challenge)) {
    // A circle whose backdrop was copied still counts once.
    const around = [...new Set(view.regionsOf(card))].filter((region) => partners.has(region))
    for (const region of around) partners.get(region)?.push(toPartner(card))
    if (around.length > 1) shared.push(card)
    if (around.length === 0) loose.push(card)
  }
  return {
    template: 'helix-map',
    ...outlineHead(view, locale, loose),
    challenge: challenge?.text ?? null,
    challengeId: challenge?.id ?? null,
    circles: circles.map(({ id, sector, labelKey }) => ({
      sector,
      title: label(labelKey, locale),
      partners: partners.get(id) ?? [],
    })),
    shared: shared.map(toCard),
    gaps: circles.filter(({ id }) => partners.get(id)?.length === 0).map(({ sector }) => sector),
  }
}

function toPartner(placed: Placed): Partner {
  const said = (name: keyof typeof openings): string =>
    markOf(placed.shape, name) ?? openings[name].exec(placed.text)?.[1]?.trim() ?? ''
  return { ...toCard(placed), gives: said('gives'), needs: said('needs'), commits: said('commits') }
}
