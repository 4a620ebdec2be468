import type {
  BlankOutline,
  BrainstormOutline,
  Card,
  CardOnMap,
  GridOutline,
  Group,
  HelixOutline,
  MapOutline,
  ObjectivesTree,
  Outline,
  ProblemTreeOutline,
  PrototypeOutline,
  RegionsOutline,
  ScreeningOutline,
  Section,
  SectionCard,
} from '../outline.types.ts'
import { cardOf, listOf, partnerFacts, scoreFacts, textsOf, treeOf } from './sectionCards.ts'
import { type Names, namesOf } from './sectionNames.ts'
import { objectivesPrefix } from './splitTrees.ts'

/**
 * An outline as sections with titles in the reader's language, whatever its method: what panel, minutes, PDF, tables
 * and comparisons walk. By what the outline holds, not by its template, so that a new template needs nothing here.
 */
export function sectionsOf(outline: Outline, locale: string): Section[] {
  const names = namesOf(outline.template, locale)
  return [...partsOf(outline, names), looseOf(outline, names)]
}

function partsOf(outline: Outline, names: Names): Section[] {
  if ('causes' in outline) return problemTree(outline, names)
  if ('means' in outline) return objectivesTree(outline, names)
  if ('inbox' in outline) return brainstorm(outline, names)
  if ('screens' in outline) return prototype(outline, names)
  if ('criteria' in outline) return screening(outline, names)
  if ('circles' in outline) return helix(outline, names)
  if ('cells' in outline) return grid(outline, names)
  if ('regions' in outline) return regions(outline, names)
  return clusters(outline, names)
}

/** How many cards a section holds, with all that hangs under them and in its sections. */
export function countCards(section: Section): number {
  const below = section.sections.reduce((sum, each) => sum + countCards(each), 0)
  let count = 0
  const stack = [...section.cards]
  for (let next = stack.pop(); next; next = stack.pop()) {
    count += 1
    for (const child of next.children) stack.push(child)
  }
  return count + below
}

type Part = Pick<Section, 'id' | 'title' | 'kind'> & Partial<Section>

const section = (part: Part): Section => ({ region: null, cards: [], sections: [], facts: [], ...part })

/** Cards of one region. `id` is the outline's name for it. */
const list = (id: string, title: string, region: string | null, cards: SectionCard[]): Section =>
  section({ id, title, kind: 'list', region, cards })

const looseOf = ({ loose }: Outline, names: Names): Section =>
  list('loose', names.say('minutes.loose'), names.place('inbox'), listOf(loose, names))

/** The one card of a section that is asked for by its method. */
const single = (id: string | null, text: string | null, names: Names, more: Partial<Card> = {}) =>
  id === null || text === null ? [] : [cardOf({ id, text, ...more }, names)]

function problemTree(outline: ProblemTreeOutline, names: Names): Section[] {
  const { say, place } = names
  const texts = textsOf(outline, [outline.causes, outline.effects])
  const tree = (id: 'causes' | 'effects', region: string) =>
    section({
      id,
      title: say(`minutes.${id}`),
      kind: 'tree',
      region: place(region),
      cards: treeOf(outline[id], texts, names),
    })
  return [
    list('core', say('minutes.core'), place('core'), single(outline.coreId, outline.core, names)),
    tree('causes', 'cause.1'),
    tree('effects', 'effect.1'),
    list('affectedGroups', say('minutes.groups'), place('groups'), listOf(outline.affectedGroups, names)),
    list('evidence', say('minutes.evidence'), place('evidence'), listOf(outline.evidence, names)),
    ...(outline.objectives ? objectivesTree(outline.objectives, names, objectivesPrefix) : []),
  ]
}

/** `name`: in front of the sections' ids where the tree stands beside its problem tree; such take no cards from outside. */
function objectivesTree(outline: ObjectivesTree, names: Names, name = ''): Section[] {
  const { say, place } = names
  const texts = textsOf(outline, [outline.means, outline.ends])
  const problem = outline.fromProblemId === null ? {} : { fromProblemId: outline.fromProblemId }
  const own = (region: string) => (name ? null : place(region))
  const tree = (id: 'means' | 'ends', region: string) =>
    section({
      id: name + id,
      title: say(`outline.${id}`),
      kind: 'tree',
      region: own(region),
      cards: treeOf(outline[id], texts, names),
    })
  const core = single(outline.coreId, outline.core, names, problem)
  return [
    list(`${name}core`, say('outline.objective'), own('core'), core),
    tree('means', 'means.1'),
    tree('ends', 'end.1'),
  ]
}

const groups = (found: Group[], names: Names): Section[] =>
  found.map(({ id, title, ideas }) =>
    section({ id, title: names.frame(id, title), kind: 'named', cards: listOf(ideas, names) }),
  )

const clusters = ({ clusters: found }: BlankOutline | BrainstormOutline, names: Names): Section[] => [
  section({
    id: 'clusters',
    title: names.say('outline.clusters'),
    kind: 'list',
    sections: groups(found, names),
  }),
]

function brainstorm(outline: BrainstormOutline, names: Names): Section[] {
  const { say, place } = names
  return [
    list('prompt', say('minutes.prompt'), null, single(outline.promptId, outline.prompt, names)),
    ...clusters(outline, names),
    list('inbox', say('minutes.inbox'), place('inbox'), listOf(outline.inbox, names)),
    list('parking', say('minutes.parking'), place('parking'), listOf(outline.parking, names)),
  ]
}

function prototype({ screens, storyboard }: PrototypeOutline, names: Names): Section[] {
  const { say, place } = names
  const titles = new Map(screens.map(({ id, no, title }) => [id, names.frame(id, title) || String(no)]))
  const screenSections = screens.map((screen): Section => {
    const leads = screen.links.map(({ to }) => titles.get(to) ?? '').filter(Boolean)
    const facts = [
      say(`outline.device.${screen.device}`),
      ...(leads.length > 0 ? [`${say('minutes.leads-to')}: ${leads.join('; ')}`] : []),
    ]
    return section({
      id: screen.id,
      title: titles.get(screen.id) ?? '',
      kind: 'named',
      region: place(`gutter.${screen.no}`),
      cards: listOf(screen.annotations, names),
      facts,
    })
  })
  const scenes = storyboard.map(({ id, no, title, cards }) =>
    section({
      id,
      title: names.frame(id, title ?? '') || String(no),
      kind: title === undefined ? 'list' : 'named',
      region: place(`caption.${no}`),
      cards: listOf(cards, names),
    }),
  )
  return [
    section({ id: 'screens', title: say('minutes.screens'), kind: 'list', sections: screenSections }),
    section({ id: 'storyboard', title: say('minutes.storyboard'), kind: 'list', sections: scenes }),
  ]
}

function regions(outline: Pick<RegionsOutline | MapOutline, 'regions'>, names: Names): Section[] {
  return outline.regions.map(({ id, title, cards }) => {
    const shown = cards.map((card: Card | CardOnMap): SectionCard => {
      const made = cardOf(card, names)
      return 'x' in card ? { ...made, facts: [...made.facts, ...names.onAxes(card)] } : made
    })
    return section({
      id,
      title: names.region(id, title),
      kind: 'region',
      region: names.place(id),
      cards: shown,
    })
  })
}

/** A section for each row, with a cell for each column, the empty ones too. */
function grid(outline: GridOutline, names: Names): Section[] {
  const filled = new Map(outline.cells.map((cell) => [`${cell.row} ${cell.column}`, cell]))
  const rows = outline.rows.map((row): Section => {
    const cells = outline.columns.flatMap((column): Section[] => {
      const region = names.cell(row.id, column.id)
      const cell = filled.get(`${row.id} ${column.id}`)
      if (!region && !cell) return []
      const drawings = cell?.drawings ?? 0
      const facts = drawings > 0 ? [`${names.say('outline.drawings')}: ${drawings}`] : []
      return [
        section({
          id: region?.id ?? `${row.id}.${column.id}`,
          title: names.header(column.id, column.title),
          kind: 'cell',
          region: region?.id ?? null,
          cards: listOf(cell?.cards ?? [], names),
          facts,
        }),
      ]
    })
    return section({ id: row.id, title: names.header(row.id, row.title), kind: 'list', sections: cells })
  })
  return [...regions(outline, names), ...rows]
}

function screening({ criteria, rows }: ScreeningOutline, names: Names): Section[] {
  const { say, place } = names
  const titles = new Map(
    criteria.map(({ id, title, cardId }) => [id, cardId === null ? names.criterion(id, title) : title]),
  )
  const rewritten = criteria.flatMap(({ cardId, title, weight }) =>
    cardId === null
      ? []
      : [{ ...cardOf({ id: cardId, text: title }, names), facts: [`${say('outline.weight')}: ${weight}`] }],
  )
  const judged = rows.map((row): SectionCard => {
    const { id, text, cards } = row
    return { id, text, children: listOf(cards, names), facts: scoreFacts(row, titles, names) }
  })
  return [
    section({
      id: 'rows',
      title: say('outline.screened'),
      kind: 'list',
      region: place('challenges'),
      cards: judged,
    }),
    list('criteria', say('outline.criteria'), null, rewritten),
  ]
}

/** Each circle with those who are in no other; who is in several comes once, after them. */
function helix(outline: HelixOutline, names: Names): Section[] {
  const { circles, shared, gaps } = outline
  const { say, place } = names
  const both = new Set(shared.map(({ id }) => id))
  const parts = circles.map(({ sector, title, partners }): Section => {
    const own = partners.filter(({ id }) => !both.has(id))
    const id = names.circle(sector)?.id ?? sector
    return section({
      id,
      title: names.region(id, title),
      kind: 'region',
      region: names.place(id),
      cards: own.map((partner) => ({ ...cardOf(partner, names), facts: partnerFacts(partner, names) })),
      facts: gaps.includes(sector) ? [say('outline.gap')] : [],
    })
  })
  const members = circles.map((circle) => ({
    ...circle,
    byId: new Map(circle.partners.map((partner) => [partner.id, partner])),
  }))
  const sharedCards = shared.map((card): SectionCard => {
    const at = members.filter(({ byId }) => byId.has(card.id))
    const partner = at[0]?.byId.get(card.id)
    const where = at
      .map(({ sector, title }) => names.region(names.circle(sector)?.id ?? '', title))
      .join(' · ')
    return { ...cardOf(card, names), facts: [where, ...(partner ? partnerFacts(partner, names) : [])] }
  })
  const asked = single(outline.challengeId, outline.challenge, names)
  const challenge = list('challenge', say('outline.challenge'), place('challenge'), asked)
  return [challenge, ...parts, list('shared', say('outline.shared'), null, sharedCards)]
}
