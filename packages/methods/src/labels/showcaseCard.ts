import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const showcaseCardWords = words({
  'showcase-card.name': ['Showcase card', 'Scheda vetrina', 'Karta e suksesit'],
  'showcase-card.description': [
    'A success on one page, for people who have a minute: what changed, for whom, and how others can do the same.',
    'Un successo in una pagina, per chi ha un minuto: che cosa è cambiato, per chi, e come rifarlo altrove.',
    'Një sukses në një faqe, për kë ka një minutë: çfarë ndryshoi, për kë dhe si mund ta bëjnë të tjerët.',
  ],
  'showcase-card.poster': ['Poster', 'Locandina', 'Poster'],
  'showcase-card.a4': ['A4 sheet', 'Foglio A4', 'Fletë A4'],
  'showcase-card.title': ['Title', 'Titolo', 'Titulli'],
  'showcase-card.picture': ['Picture', 'Immagine', 'Figura'],
  'showcase-card.challenge': ['The challenge', 'La sfida', 'Sfida'],
  'showcase-card.helps': ['Who it helps', 'A chi serve', 'Kujt i shërben'],
  'showcase-card.done': ['What we did', 'Che cosa abbiamo fatto', 'Çfarë bëmë'],
  'showcase-card.result': ['Result', 'Risultato', 'Rezultati'],
  'showcase-card.partners': ['Partners', 'Partner', 'Partnerët'],
  'showcase-card.contact': ['Contact', 'Contatto', 'Kontakti'],
  'showcase-card.take': ['Take it to your city', 'Portatelo nella vostra città', 'Merreni në qytetin tuaj'],
  'showcase-card.code': ['QR code', 'Codice QR', 'Kodi QR'],
  'showcase-card.script.1': [
    'Write the title so that a neighbour understands it. 3 min',
    'Scrivete il titolo in modo che lo capisca il vicino di casa. 3 min',
    'Shkruani titullin që ta kuptojë edhe komshiu. 3 min',
  ],
  'showcase-card.script.2': [
    'Choose one number that shows the result. 3 min',
    'Scegliete un numero che mostri il risultato. 3 min',
    'Zgjidhni një numër që tregon rezultatin. 3 min',
  ],
  'showcase-card.script.3': [
    'Two sentences each: the challenge, and what you did. 5 min',
    'Due frasi ciascuno: la sfida, e che cosa avete fatto. 5 min',
    'Nga dy fjali: sfida dhe çfarë bëtë. 5 min',
  ],
  'showcase-card.script.4': [
    'Add a picture that shows people (ask them), partners and a contact. 4 min',
    'Aggiungete una foto con persone (chiedete il permesso), partner e contatto. 4 min',
    'Shtoni një foto me njerëz (pyetini), partnerët dhe një kontakt. 4 min',
  ],
})
