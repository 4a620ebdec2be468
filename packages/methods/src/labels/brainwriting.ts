import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const brainwritingWords = words({
  'brainwriting-6-3-5.name': ['Brainwriting 6-3-5', 'Brainwriting 6-3-5', 'Stuhi me shkrim 6-3-5'],
  'brainwriting-6-3-5.description': [
    'Six people, three ideas, five minutes, six rounds: sheets go round, and each builds on the ideas before.',
    'Sei persone, tre idee, cinque minuti, sei turni: i fogli girano e ognuno parte dalle idee di prima.',
    'Gjashtë veta, tri ide, pesë minuta, gjashtë raunde: fletët qarkullojnë dhe secili niset nga idetë e mëparshme.',
  ],
  'brainwriting-6-3-5.sheet.1': ['Sheet 1', 'Foglio 1', 'Fleta 1'],
  'brainwriting-6-3-5.sheet.2': ['Sheet 2', 'Foglio 2', 'Fleta 2'],
  'brainwriting-6-3-5.sheet.3': ['Sheet 3', 'Foglio 3', 'Fleta 3'],
  'brainwriting-6-3-5.sheet.4': ['Sheet 4', 'Foglio 4', 'Fleta 4'],
  'brainwriting-6-3-5.sheet.5': ['Sheet 5', 'Foglio 5', 'Fleta 5'],
  'brainwriting-6-3-5.sheet.6': ['Sheet 6', 'Foglio 6', 'Fleta 6'],
  'brainwriting-6-3-5.round.1': ['Round 1', 'Turno 1', 'Raundi 1'],
  'brainwriting-6-3-5.round.2': ['Round 2', 'Turno 2', 'Raundi 2'],
  'brainwriting-6-3-5.round.3': ['Round 3', 'Turno 3', 'Raundi 3'],
  'brainwriting-6-3-5.round.4': ['Round 4', 'Turno 4', 'Raundi 4'],
  'brainwriting-6-3-5.round.5': ['Round 5', 'Turno 5', 'Raundi 5'],
  'brainwriting-6-3-5.round.6': ['Round 6', 'Turno 6', 'Raundi 6'],
  'brainwriting-6-3-5.script.1': [
    'Write the question at the top. Each person takes one sheet. 3 min',
    'Scrivete in alto la domanda. Ognuno prende un foglio. 3 min',
    'Shkruani lart pyetjen. Secili merr një fletë. 3 min',
  ],
  'brainwriting-6-3-5.script.2': [
    'Round 1: three ideas in the first row, without talking. 5 min',
    'Turno 1: tre idee nella prima riga, senza parlare. 5 min',
    'Raundi 1: tri ide në rreshtin e parë, pa folur. 5 min',
  ],
  'brainwriting-6-3-5.script.3': [
    'Go on to the next sheet. Read, and write three more: build on what is there, repeat nothing. 5 × 5 min',
    'Passate al foglio seguente. Leggete e scrivetene altre tre: partite da ciò che c’è, senza ripetere. 5 × 5 min',
    'Kaloni te fleta tjetër. Lexoni dhe shkruani edhe tri: ndërtoni mbi ato që janë, pa përsëritur. 5 × 5 min',
  ],
  'brainwriting-6-3-5.script.4': [
    'Read the sheets together and mark the ideas that stand out. 10 min',
    'Leggete insieme i fogli e segnate le idee che spiccano. 10 min',
    'Lexoni bashkë fletët dhe shënoni idetë që bien në sy. 10 min',
  ],
  'brainwriting-6-3-5.script.5': [
    'Fewer than six? Leave sheets empty. More? Write in pairs.',
    'Meno di sei? Lasciate vuoti dei fogli. Di più? Scrivete in coppia.',
    'Më pak se gjashtë? Lini fletë bosh. Më shumë? Shkruani në çift.',
  ],
})
