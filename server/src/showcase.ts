import { type Box, pageBounds, type TLRecord } from '@sheshi/board'
import type { Outline } from '@sheshi/methods'
import {
  type Challenge,
  type Export,
  type PublicChallenge,
  type PublicIndicator,
  type Slide,
  sectors,
} from '@sheshi/records'
import { withoutContact } from './publicView.ts'
import { pictureName } from './templateRecords.ts'

/** The template whose exports are cards of a success on the wall. */
export const cardTemplate = 'showcase-card'
const longest = 600

/** What a challenge shows on the wall. `base` is the address that other machines reach. Pure. */
export function challengeSlide(shown: PublicChallenge, base: string, picture: Slide['picture']): Slide {
  const result = shown.indicators.find((each) => each.result !== null)
  return {
    id: shown.id,
    kind: 'challenge',
    title: shown.title,
    step: shown.step,
    text: (shown.summary || shown.problem.core).slice(0, longest),
    helps: shown.groups.map(({ label }) => label),
    result: result ? numbersOf(result) : '',
    partners: bySector(shown),
    picture,
    url: addressOf(base, shown.id),
  }
}

/** A showcase card as its export has it; what nobody wrote on it is taken from its challenge. Pure. */
export function cardSlide(
  outline: Outline,
  made: Readonly<Export>,
  shown: PublicChallenge,
  base: string,
  photo: Slide['picture'],
): Slide {
  const words = (region: string): string => wordsIn(outline, region).slice(0, longest)
  const helps = words('helps')
  return {
    // The picture of the whole card would be too small to be read, and has the contact on it.
    ...challengeSlide(shown, base, photo),
    id: made.id,
    kind: 'card',
    title: words('title') || withoutContact(made.boardTitle),
    text: words('done') || words('challenge') || shown.summary.slice(0, longest),
    helps: helps ? helps.split('\n') : shown.groups.map(({ label }) => label),
    result: words('result'),
  }
}

/** “Temperature: 58 → 44 °C”. */
const numbersOf = ({ name, baseline, result, unit }: PublicIndicator): string =>
  `${name}: ${baseline === null ? '' : `${baseline} → `}${result} ${unit}`.trim()

const addressOf = (base: string, id: string): string => `${base}/public/challenges/${id}`

function bySector({ partners }: PublicChallenge): Slide['partners'] {
  const found: Slide['partners'] = {}
  for (const sector of sectors) {
    const names = partners.filter((partner) => partner.sector === sector).map(({ name }) => name)
    if (names.length > 0) found[sector] = names
  }
  return found
}

function wordsIn(outline: Outline, region: string): string {
  if (!('regions' in outline)) return ''
  const found: { id: string; cards: { text: string }[] }[] = outline.regions
  const cards = found.find(({ id }) => id === region)?.cards ?? []
  return withoutContact(cards.map(({ text }) => text.trim()).join('\n'))
}

/** Name of the file of the picture that lies on a showcase card's place for it; null where there is none. */
export function cardPicture(records: readonly TLRecord[]): string | null {
  const byId = new Map<string, TLRecord>(records.map((record) => [record.id, record]))
  const place = records.find((record) => record.typeName === 'shape' && record.meta.region === 'picture')
  const room = place ? pageBounds(byId, place.id) : null
  if (!room) return null
  for (const record of records) {
    if (record.typeName !== 'shape' || record.type !== 'image') continue
    const bounds = pageBounds(byId, record.id)
    const assetId = 'assetId' in record.props ? record.props.assetId : null
    const asset = typeof assetId === 'string' ? byId.get(assetId) : undefined
    if (bounds && asset && liesIn(bounds, room)) return pictureName(asset)
  }
  return null
}

function liesIn(box: Box, room: Box): boolean {
  const x = box.x + box.w / 2
  const y = box.y + box.h / 2
  return x >= room.x && x <= room.x + room.w && y >= room.y && y <= room.y + room.h
}

/** True where a challenge is on the wall. */
export const isOnWall = ({ visibility, showcase }: Readonly<Challenge>): boolean =>
  visibility === 'public' && showcase?.wall === true
