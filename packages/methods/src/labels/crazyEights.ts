import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const crazyEightsWords = words({
  'crazy-eights.name': ['Crazy eights', 'Otto schizzi in otto minuti', 'Tetë skica në tetë minuta'],
  'crazy-eights.description': [
    'Eight quick sketches in eight minutes: everybody draws, and nobody has time to be perfect.',
    'Otto schizzi veloci in otto minuti: disegnano tutti, e nessuno ha tempo di essere perfetto.',
    'Tetë skica të shpejta në tetë minuta: vizatojnë të gjithë dhe askush s’ka kohë të jetë i përsosur.',
  ],
  'crazy-eights.sheet.1': ['Sheet 1', 'Foglio 1', 'Fleta 1'],
  'crazy-eights.sheet.2': ['Sheet 2', 'Foglio 2', 'Fleta 2'],
  'crazy-eights.sheet.3': ['Sheet 3', 'Foglio 3', 'Fleta 3'],
  'crazy-eights.sheet.4': ['Sheet 4', 'Foglio 4', 'Fleta 4'],
  'crazy-eights.sheet.5': ['Sheet 5', 'Foglio 5', 'Fleta 5'],
  'crazy-eights.sheet.6': ['Sheet 6', 'Foglio 6', 'Fleta 6'],
  'crazy-eights.sketch.1': ['Sketch 1', 'Schizzo 1', 'Skica 1'],
  'crazy-eights.sketch.2': ['Sketch 2', 'Schizzo 2', 'Skica 2'],
  'crazy-eights.sketch.3': ['Sketch 3', 'Schizzo 3', 'Skica 3'],
  'crazy-eights.sketch.4': ['Sketch 4', 'Schizzo 4', 'Skica 4'],
  'crazy-eights.sketch.5': ['Sketch 5', 'Schizzo 5', 'Skica 5'],
  'crazy-eights.sketch.6': ['Sketch 6', 'Schizzo 6', 'Skica 6'],
  'crazy-eights.sketch.7': ['Sketch 7', 'Schizzo 7', 'Skica 7'],
  'crazy-eights.sketch.8': ['Sketch 8', 'Schizzo 8', 'Skica 8'],
  'crazy-eights.inbox': ['Notes and photos', 'Note e foto', 'Shënime dhe foto'],
  'crazy-eights.script.1': [
    'Read the question at the top. Each person takes one sheet. 3 min',
    'Leggete la domanda in alto. Ognuno prende un foglio. 3 min',
    'Lexoni pyetjen lart. Secili merr një fletë. 3 min',
  ],
  'crazy-eights.script.2': [
    'One sketch a minute, one in each box. Call out every minute. 8 min',
    'Uno schizzo al minuto, uno per riquadro. Annunciate ogni minuto. 8 min',
    'Një skicë në minutë, një për çdo kuti. Njoftoni çdo minutë. 8 min',
  ],
  'crazy-eights.script.3': [
    'Lines, boxes and a few words are enough; on paper, take a photo.',
    'Bastano linee, riquadri e poche parole; su carta, fate una foto.',
    'Mjaftojnë vija, kuti dhe pak fjalë; në letër, bëni një foto.',
  ],
  'crazy-eights.script.4': [
    'Each person shows the two best sketches. 2 min each',
    'Ognuno mostra i suoi due schizzi migliori. 2 min a testa',
    'Secili tregon dy skicat më të mira. 2 min secili',
  ],
  'crazy-eights.script.5': [
    'Choose together what to draw in full. 5 min',
    'Scegliete insieme che cosa disegnare per intero. 5 min',
    'Zgjidhni bashkë çfarë do të vizatohet e plotë. 5 min',
  ],
})
