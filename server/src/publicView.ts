import type {
  Challenge,
  Export,
  Locale,
  PublicChallenge,
  PublicChallengeHead,
  PublicNode,
  PublicPicture,
} from '@sheshi/records'

type Text = NonNullable<Challenge['summary']>
type Node = NonNullable<NonNullable<Challenge['problem']>['causes']>[number]

/** What a public view is made for: the reader's language, and the exports of the challenge. */
export interface ViewOf {
  locale: Locale
  exports: readonly Readonly<Export>[]
  /** The path below which the lab lies; empty where nothing is said. */
  prefix?: string
}

/**
 * A challenge as anybody may read it. It names every field that may pass, so that what is added to the record stays in
 * the lab until somebody adds it here: no contact, no reasons, no evidence, no ballots, nothing of who wrote what.
 * E-mail addresses and telephone numbers that people put into texts are taken out. Pure.
 */
export function publicChallenge(
  challenge: Readonly<Challenge>,
  { locale, exports, prefix }: ViewOf,
): PublicChallenge {
  const say = (text: Text | undefined): string => withoutContact(readText(text, locale))
  const { problem, place, owner } = challenge
  return {
    id: challenge.id,
    ref: challenge.ref ?? '',
    title: say(challenge.title),
    summary: say(challenge.summary),
    context: say(challenge.globalContext),
    step: challenge.step,
    steps: challenge.stepHistory.map(({ step, at }) => ({ step, at })),
    problem: {
      core: say(problem?.core),
      causes: nodesOf(problem?.causes),
      effects: nodesOf(problem?.effects),
    },
    groups: (challenge.affectedGroups ?? []).map(({ label, estimate }) => ({
      label: say(label),
      estimate: estimate ?? null,
    })),
    partners: (challenge.partners ?? []).map(({ name, sector, commitment }) => ({
      name: say(name),
      sector,
      ...(commitment ? { commitment } : {}),
    })),
    questions: (challenge.hmw ?? []).map(say),
    indicators: (challenge.indicators ?? []).map((each) => ({
      name: say(each.name),
      unit: say(each.unit),
      baseline: each.baseline ?? null,
      target: each.target ?? null,
      result: each.result ?? null,
      date: say(each.date),
    })),
    pilots: (challenge.pilots ?? []).map((each) => ({
      title: say(each.title),
      aim: say(each.aim),
      place: say(each.place),
      state: each.state ?? null,
      result: say(each.result),
    })),
    lessons: (challenge.lessons ?? []).map(({ what, why, forWhom }) => ({
      what: say(what),
      why: say(why),
      forWhom: say(forWhom),
    })),
    serviceAreas: [...(challenge.serviceAreas ?? [])],
    sdg: [...(challenge.sdg ?? [])],
    place: say(place?.name),
    owner: [owner?.organisation, owner?.unit].map(say).filter(Boolean).join(' · '),
    licence: say(challenge.licence),
    updatedAt: challenge.updatedAt,
    pictures: picturesOf(challenge, exports, prefix),
  }
}

/** Fields of the record that pass as they are, in the API's own form for programs. */
const passing = [
  'ref',
  'summary',
  'globalContext',
  'serviceAreas',
  'sdg',
  'place',
  'hmw',
  'affectedGroups',
  'licence',
] as const satisfies readonly (keyof Challenge)[]

/**
 * The record as anybody may read it over the API: as `publicChallenge`, what is not named here stays in the lab. Pure.
 */
export function publicRecord(challenge: Readonly<Challenge>): Challenge {
  const { id, title, step, stepHistory, visibility, createdAt, updatedAt, version } = challenge
  const { problem, owner, partners, indicators, lessons } = challenge
  const { contact: _contact, ...publicOwner } = owner ?? {}
  return {
    ...Object.fromEntries(passing.flatMap((name) => (name in challenge ? [[name, challenge[name]]] : []))),
    ...(problem ? { problem: openProblem(problem) } : {}),
    ...(owner ? { owner: publicOwner } : {}),
    ...(partners ? { partners: partners.map(openPartner) } : {}),
    ...(indicators ? { indicators: indicators.map(({ source: _source, ...open }) => open) } : {}),
    ...(lessons ? { lessons: lessons.map(({ pilotId: _pilotId, ...open }) => open) } : {}),
    ...{ id, title, step, visibility, createdAt, updatedAt, version },
    stepHistory: stepHistory.map(({ step: reached, at }) => ({ step: reached, at })),
  }
}

const openProblem = ({ core, causes, effects }: NonNullable<Challenge['problem']>) => ({
  ...(core ? { core } : {}),
  ...(causes ? { causes: causes.map(openNode) } : {}),
  ...(effects ? { effects: effects.map(openNode) } : {}),
})

const openNode = ({ id, text, level, children }: Node): Node => ({
  id,
  text,
  ...(level === undefined ? {} : { level }),
  ...(children ? { children: children.map(openNode) } : {}),
})

const openPartner = ({ name, sector, commitment }: NonNullable<Challenge['partners']>[number]) => ({
  name,
  sector,
  ...(commitment ? { commitment } : {}),
})

/** What a list of public challenges shows of one. */
export function publicHead(challenge: Readonly<Challenge>, view: ViewOf): PublicChallengeHead {
  const { id, title, summary, step, owner, place, updatedAt, pictures } = publicChallenge(challenge, view)
  return { id, title, summary, step, owner, place, updatedAt, picture: pictures[0] ?? null }
}

/** The exports of a challenge that a facilitator chose to show, in the order of choosing. */
export function shownExports(
  challenge: Readonly<Challenge>,
  exports: readonly Readonly<Export>[],
): Readonly<Export>[] {
  const chosen = challenge.showcase?.exports ?? []
  return chosen.flatMap((id) => exports.find((made) => made.id === id) ?? [])
}

/** Where the picture of an export is that anybody may see. */
const pictureUrl = ({ challengeId, id }: Readonly<Export>, prefix: string): string =>
  `${prefix}/api/v1/public/challenges/${challengeId}/pictures/${id}`

export const pictureOf = (made: Readonly<Export>, prefix = ''): PublicPicture => ({
  id: made.id,
  title: withoutContact(made.boardTitle),
  url: pictureUrl(made, prefix),
})

const picturesOf = (
  challenge: Readonly<Challenge>,
  exports: readonly Readonly<Export>[],
  prefix?: string,
): PublicPicture[] => shownExports(challenge, exports).map((made) => pictureOf(made, prefix))

const nodesOf = (nodes: readonly Node[] = []): PublicNode[] =>
  nodes.map(({ text, children }) => ({ text: withoutContact(text), children: nodesOf(children) }))

/** In the reader's language, else in the first one that it has. */
function readText(text: Text | undefined, locale: Locale): string {
  if (text === undefined) return ''
  if (typeof text === 'string') return text
  return text[locale] || Object.values(text).find(Boolean) || ''
}

const mail = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu
/** With its country's number, or as mobile numbers of Albania, Kosovo and Italy are written; a year or an amount is none. */
const phone =
  /(?:\+|\b00)\d[\d ()./-]{6,18}\d|\b0[4-6]\d[ ./-]?\d{3}[ ./-]?\d{3,4}\b|\b3\d{2}[ ./-]\d{3}[ ./-]?\d{3,4}\b/g

/** A text without the e-mail addresses and telephone numbers in it. */
export const withoutContact = (text: string): string => text.replace(mail, '…').replace(phone, '…')
