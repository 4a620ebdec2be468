import type {
  BrainstormOutline,
  Card,
  HelixOutline,
  Outline,
  ProblemTreeOutline,
  RegionsOutline,
  ScreeningOutline,
} from '@sheshi/methods'
import type {
  Challenge,
  Evidence,
  Indicator,
  Lesson,
  Partner,
  Pilot,
  Sector,
  Solution,
} from '@sheshi/records'
import { sectors } from '@sheshi/records'
import { addTo, type Change, oneLine } from './proposal.ts'
import { proposeProblem } from './proposeTree.ts'

/** What was taken from where: an export's id goes into what the record says about it. */
export interface Taking {
  challenge: Readonly<Challenge>
  exportId: string
  boardTitle: string
}

const nameOf =
  <K extends string>(key: K) =>
  (item: Record<K, string>) =>
    item[key]

/** What a board's content would change in the record of its challenge. Pure; nothing where it has nothing to say. */
export function propose(outline: Outline, taking: Taking): Change[] {
  switch (outline.template) {
    case 'problem-tree':
      return proposeTree(outline, taking)
    case 'brainstorm':
    case 'how-might-we':
      return proposeIdeas(outline, taking)
    case 'helix-map':
      return proposePartners(outline, taking)
    case 'test-and-learning-card':
      return proposeTest(outline, taking)
    case 'pilot-plan':
      return proposePilot(outline, taking)
    case 'after-action-review':
    case 'lessons-transfer':
      return proposeLessons(outline, taking)
    case 'challenge-screening':
      return proposeScreening(outline, taking)
    default:
      return []
  }
}

function proposeTree(outline: ProblemTreeOutline, { challenge }: Taking): Change[] {
  const evidence = outline.evidence.map(({ text }): Evidence => ({ claim: text.slice(0, 2000) }))
  const groups = outline.affectedGroups.map(({ text }) => ({ label: oneLine(text, 200) }))
  return [
    ...proposeProblem(outline, challenge),
    ...addTo('affectedGroups', challenge, groups, { nameOf: nameOf('label'), max: 50 }),
    ...addTo('evidence', challenge, evidence, { nameOf: nameOf('claim'), max: 200 }),
  ]
}

/** A how-might-we board is made of questions; a brainstorm has one, and its groups are solutions. */
function proposeIdeas(outline: BrainstormOutline, { challenge }: Taking): Change[] {
  const asked = outline.promptId === null ? [] : [outline.prompt]
  const cards = [...outline.clusters.flatMap(({ ideas }) => ideas), ...outline.inbox]
  const questions = outline.template === 'how-might-we' ? cards.map(({ text }) => text) : asked
  const hmw = questions.map((text) => oneLine(text, 500))
  const solutions =
    outline.template === 'how-might-we'
      ? []
      : outline.clusters
          .filter(({ ideas }) => ideas.length > 0)
          .map(({ id, title, ideas }): Solution => {
            const words = ideas.map(({ text }) => `– ${oneLine(text, 500)}`).join('\n')
            const name = oneLine(title, 300) || oneLine(ideas[0]?.text ?? '', 300)
            return { id, title: name, text: words.slice(0, 5000), state: 'idea' }
          })
  return [
    ...addTo('hmw', challenge, hmw, { nameOf: (question) => question, max: 50 }),
    ...addTo('solutions', challenge, solutions, { nameOf: nameOf('title'), max: 200 }),
  ]
}

const openings =
  /^(gives|needs|commits|offre|chiede|si impegna|jep|ofron|kërkon|kerkon|angazhohet|merr përsipër|zotohet)\b[^:：]*[:：]/iu

/** A partner's name is what stands on the card before it says what they give and need. */
export function partnerName(text: string): string {
  const own = text.split('\n').filter((line) => line.trim() !== '' && !openings.test(line.trim()))
  return oneLine(own.join(' ') || text, 200)
}

/** Who stands in two circles is a partner of both sectors. */
function proposePartners({ circles }: HelixOutline, { challenge }: Taking): Change[] {
  const partners = circles.flatMap(({ sector, partners: standing }) =>
    standing.flatMap((card): Partner[] => {
      const known = sectors.find((each) => each === sector)
      if (!known) return []
      return [
        {
          name: partnerName(card.text),
          sector: known,
          ...(card.gives ? { gives: card.gives.slice(0, 1000) } : {}),
          ...(card.needs ? { needs: needsOf(card) } : {}),
          ...(card.commits ? { commitment: 'promised' as const } : {}),
        },
      ]
    }),
  )
  return addTo('partners', challenge, partners, {
    nameOf: ({ name, sector }) => `${name} (${sector satisfies Sector})`,
    max: 100,
  })
}

const needsOf = ({ needs }: { needs: string }): string => needs.slice(0, 1000)

/** The words of a region's cards, one a line. */
function wordsIn(outline: RegionsOutline): (id: string, max: number) => string {
  const cardsIn = cardsOf(outline)
  return (id, max) =>
    cardsIn(id)
      .map(({ text }) => text)
      .join('\n')
      .slice(0, max)
}

const cardsOf =
  ({ regions }: RegionsOutline) =>
  (id: string): Card[] =>
    regions.find((region) => region.id === id)?.cards ?? []

/** Only the fields that somebody wrote something into. */
function filled<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, words]) => words !== '')) as Partial<T>
}

function proposeTest(outline: RegionsOutline, { challenge, exportId, boardTitle }: Taking): Change[] {
  const words = wordsIn(outline)
  const cardsIn = cardsOf(outline)
  const parts = filled({
    aim: words('test.believe', 2000),
    measures: words('test.measure', 2000),
    budget: words('test.cost', 500),
    stopRule: words('test.right', 1000),
    result: [words('learning.observed', 2400), words('learning.learned', 2400)].filter(Boolean).join('\n\n'),
  })
  const steps = cardsIn('test.verify').map(({ text }) => ({ what: oneLine(text, 500) }))
  const id = `test-${exportId}`
  const pilot: Pilot = {
    id,
    title: oneLine(words('test.title', 300) || boardTitle, 300),
    ...parts,
    ...(steps.length > 0 ? { steps } : {}),
    state: parts.result === undefined ? 'planned' : 'done',
  }
  const isPlanned = Object.keys(parts).length + steps.length > 0
  const indicators = cardsIn('test.measure').map(({ text }): Indicator => ({ name: oneLine(text, 300) }))
  const lessons = cardsIn('learning.therefore').map(
    ({ text }): Lesson => ({
      what: text.slice(0, 2000),
      ...filled({ why: words('learning.learned', 2000) }),
      pilotId: id,
    }),
  )
  return [
    ...addTo('pilots', challenge, isPlanned ? [pilot] : [], { nameOf: nameOf('title'), max: 50 }),
    ...addTo('indicators', challenge, indicators, { nameOf: nameOf('name'), max: 100 }),
    ...addTo('lessons', challenge, lessons, { nameOf: nameOf('what'), max: 100 }),
  ]
}

function proposePilot(outline: RegionsOutline, { challenge, exportId, boardTitle }: Taking): Change[] {
  const words = wordsIn(outline)
  const parts = filled({
    aim: words('aim', 2000),
    sample: words('sample', 1000),
    place: words('place', 500),
    measures: words('measures', 2000),
    budget: words('budget', 500),
    safeguards: words('safeguards', 2000),
    stopRule: words('rule', 1000),
  })
  const cardsIn = cardsOf(outline)
  const steps = cardsIn('steps').map(({ text }) => ({ what: oneLine(text, 500) }))
  const isPlanned = Object.keys(parts).length + steps.length > 0
  const pilot: Pilot = {
    id: `plan-${exportId}`,
    title: oneLine(boardTitle, 300),
    ...parts,
    ...(steps.length > 0 ? { steps: steps.slice(0, 50) } : {}),
    state: 'planned',
  }
  const indicators = cardsIn('measures').map(({ text }): Indicator => ({ name: oneLine(text, 300) }))
  return [
    ...addTo('pilots', challenge, isPlanned ? [pilot] : [], { nameOf: nameOf('title'), max: 50 }),
    ...addTo('indicators', challenge, indicators, { nameOf: nameOf('name'), max: 100 }),
  ]
}

/** Of a review, what is done differently next time, and why; of a transfer, every answer under its question. */
function proposeLessons(outline: RegionsOutline, { challenge }: Taking): Change[] {
  const isReview = outline.template === 'after-action-review'
  const why = isReview ? filled({ why: wordsIn(outline)('why', 2000) }) : {}
  const chosen = outline.regions.filter(({ id }) => !isReview || id === 'next')
  const lessons = chosen.flatMap(({ cards, title }) =>
    cards.map(({ text }): Lesson => {
      const said = isReview ? text : `${title}: ${text}`
      return { what: said.slice(0, 2000), ...why }
    }),
  )
  return addTo('lessons', challenge, lessons, { nameOf: nameOf('what'), max: 100 })
}

/** The row that is about this challenge: it says the same, or it is the only one. */
function rowOf({ rows }: ScreeningOutline, { title }: Readonly<Challenge>) {
  const named = rows.find(({ text }) => oneLine(text, 200).toLocaleLowerCase() === title.toLocaleLowerCase())
  return named ?? (rows.length === 1 ? rows[0] : undefined)
}

function proposeScreening(outline: ScreeningOutline, { challenge, exportId }: Taking): Change[] {
  const row = rowOf(outline, challenge)
  if (!row || (row.decision === 'open' && Object.keys(row.scores).length === 0)) return []
  const scores = outline.criteria.flatMap(({ id, title, weight }) => {
    const score = row.scores[id]
    return score ? [{ criterion: oneLine(title, 300), weight, ...score }] : []
  })
  const screening: NonNullable<Challenge['screening']> = {
    ...(challenge.screening?.bySector ? { bySector: challenge.screening.bySector } : {}),
    decision: row.decision,
    reason: row.reason.slice(0, 2000),
    scores,
    ...(row.total === null ? {} : { total: row.total }),
    voters: Math.max(0, ...scores.map(({ voters }) => voters)),
    exportId,
  }
  const before = challenge.screening
  const isSame =
    before?.decision === screening.decision &&
    before.reason === screening.reason &&
    before.total === screening.total &&
    before.exportId === exportId
  const moves = row.decision === 'go' && challenge.step === 'engage'
  if (isSame && !moves) return []
  const inWords = ({ decision, reason = '' }: { decision: string; reason?: string | undefined }) =>
    [decision, reason].filter(Boolean).join(': ')
  return [
    {
      key: 'screening',
      field: 'screening',
      added: before ? [] : [inWords(screening)],
      replaced: before ? [{ before: inWords(before), after: inWords(screening) }] : [],
      ...(moves ? { moves: 'identify' as const } : {}),
      apply: (onto) => ({
        screening,
        ...(moves && onto.step === 'engage'
          ? { step: 'identify' as const, reason: screening.reason ?? '' }
          : {}),
      }),
    },
  ]
}
