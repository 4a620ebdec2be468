import type { Locale } from '@sheshi/records'

/** The words of a PDF that are not the board's own. */
interface Words {
  challenge: string
  method: string
  made: string
  people: string
  pictureOf(title: string): string
  pageOf(page: number, pages: number): string
  cards(count: number): string
  continued: string
  untitled: string
  empty: string
  nothing: string
}

const words: Record<Locale, Words> = {
  en: {
    challenge: 'Challenge',
    method: 'Method',
    made: 'Recorded on',
    people: 'People who took part',
    pictureOf: (title) => `Picture of the board: ${title}`,
    pageOf: (page, pages) => `Page ${page} of ${pages}`,
    cards: (count) => (count === 1 ? '1 card' : `${count} cards`),
    continued: 'continued',
    untitled: 'Without a title',
    empty: 'Nothing was written here:',
    nothing: 'Nothing has been written on this board yet.',
  },
  it: {
    challenge: 'Sfida',
    method: 'Metodo',
    made: 'Registrata il',
    people: 'Persone che hanno partecipato',
    pictureOf: (title) => `Immagine della lavagna: ${title}`,
    pageOf: (page, pages) => `Pagina ${page} di ${pages}`,
    cards: (count) => (count === 1 ? '1 scheda' : `${count} schede`),
    continued: 'segue',
    untitled: 'Senza titolo',
    empty: 'Qui non è stato scritto nulla:',
    nothing: 'Su questa lavagna non è ancora stato scritto nulla.',
  },
  sq: {
    challenge: 'Sfida',
    method: 'Metoda',
    made: 'Regjistruar më',
    people: 'Persona që morën pjesë',
    pictureOf: (title) => `Pamja e tabelës: ${title}`,
    pageOf: (page, pages) => `Faqja ${page} nga ${pages}`,
    cards: (count) => (count === 1 ? '1 kartë' : `${count} karta`),
    continued: 'vazhdim',
    untitled: 'Pa titull',
    empty: 'Këtu nuk u shkrua asgjë:',
    nothing: 'Në këtë tabelë nuk është shkruar ende asgjë.',
  },
}

export const wordsIn = (locale: Locale): Words => words[locale]
