import { type Outline, withSectors } from '@sheshi/methods'
import { proposalsOf } from '@sheshi/methods/interchange'
import {
  type Challenge,
  decidimLimits,
  type Export,
  type Locale,
  locales,
  type ProposalView,
} from '@sheshi/records'
import { publicChallenge, withoutContact } from '../../publicView.ts'

/** A proposal before it is known whether it was sent before. */
export type Draft = Omit<ProposalView, 'sent'>

/** The key of the proposal that is the challenge itself. */
export const wholeChallenge = 'challenge'

type Words = 'problem' | 'causes' | 'groups' | 'questions' | 'from'
const words: Record<Locale, Record<Words, string>> = {
  en: {
    problem: 'The problem',
    causes: 'What causes it',
    groups: 'Who is affected',
    questions: 'What we ask ourselves',
    from: 'From the work of the city’s innovation lab',
  },
  it: {
    problem: 'Il problema',
    causes: 'Che cosa lo causa',
    groups: 'Chi ne è colpito',
    questions: 'Le domande che ci poniamo',
    from: 'Dal lavoro del laboratorio di innovazione della città',
  },
  sq: {
    problem: 'Problemi',
    causes: 'Çfarë e shkakton',
    groups: 'Kush preket',
    questions: 'Çfarë pyesim veten',
    from: 'Nga puna e laboratorit të inovacionit të qytetit',
  },
}
const languages: Record<Locale, string> = { en: 'English', it: 'Italiano', sq: 'Shqip' }

/**
 * A challenge as a proposal: what anybody may read of it, in the platform's language first. Decidim's API keeps one
 * language of a proposal, so the others follow in the same text under their names. Pure.
 */
export function challengeProposal(challenge: Readonly<Challenge>, locale: Locale): Draft {
  const seen = publicChallenge(challenge, { locale, exports: [] })
  const say = words[locale]
  const { place } = challenge
  return {
    key: wholeChallenge,
    title: titleOf(seen.title),
    body: [
      paragraphs(seen.summary),
      paragraphs(seen.context),
      part(say.problem, paragraphs(seen.problem.core)),
      part(say.causes, list(seen.problem.causes.map(({ text }) => text))),
      part(say.groups, list(seen.groups.map(({ label }) => label))),
      part(say.questions, list(seen.questions)),
      ...otherLanguages(challenge, locale),
      paragraphs(`${say.from}: ${seen.title}`),
    ].join(''),
    address: seen.place || null,
    coordinates:
      place?.lat === undefined || place.lon === undefined
        ? null
        : { latitude: place.lat, longitude: place.lon },
  }
}

function otherLanguages(challenge: Readonly<Challenge>, first: Locale): string[] {
  const texts = [challenge.summary, challenge.globalContext, challenge.problem?.core]
  return locales
    .filter((locale) => locale !== first)
    .map((locale) => {
      const own = texts.flatMap((text) => (typeof text === 'object' ? (text[locale] ?? []) : []))
      return part(languages[locale], own.map((text) => paragraphs(withoutContact(text))).join(''))
    })
}

/** What goes to a platform names no sector and no city. */
const nowhere = { sectors: new Set<string>(), cities: new Set<string>() }

/** The ideas of an export as proposals: groups, causes or cards, without who wrote them. Pure. */
export function ideaProposals(
  outline: Outline,
  made: Readonly<Export>,
  challenge: Readonly<Challenge>,
  locale: Locale,
): Draft[] {
  const { address, coordinates } = challengeProposal(challenge, locale)
  const source = `${words[locale].from}: ${withoutContact(challenge.title)}, ${withoutContact(made.boardTitle)}, ${made.createdAt.slice(0, 10)}`
  return proposalsOf(withSectors(outline, nowhere, { names: false })).map(({ id, title, body }) => ({
    key: id,
    title: titleOf(withoutContact(title)),
    body: lines(withoutContact(body)) + paragraphs(source),
    address,
    coordinates,
  }))
}

function titleOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const { longestTitle } = decidimLimits
  return line.length > longestTitle ? `${line.slice(0, longestTitle - 1).trimEnd()}…` : line
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const toHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '')

/** Paragraphs of HTML; '' of no words. */
const paragraphs = (text: string): string =>
  text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => `<p>${toHtml(line)}</p>`)
    .join('')

const list = (items: readonly string[]): string => {
  const there = items.map((item) => item.replace(/\s+/g, ' ').trim()).filter(Boolean)
  return there.length > 0 ? `<ul>${there.map((item) => `<li>${toHtml(item)}</li>`).join('')}</ul>` : ''
}

const part = (heading: string, html: string): string =>
  html === '' ? '' : `<h3>${toHtml(heading)}</h3>${html}`

/** Plain lines, where those that begin with a hyphen are a list. */
function lines(text: string): string {
  const blocks: { listed: boolean; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const item = /^\s*- (.*)$/.exec(line)
    const last = blocks.at(-1)
    const listed = item !== null
    const said = item?.[1] ?? line
    if (last?.listed === listed) last.lines.push(said)
    else blocks.push({ listed, lines: [said] })
  }
  return blocks.map(({ listed, lines: said }) => (listed ? list(said) : paragraphs(said.join('\n')))).join('')
}
