import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const userJourneyWords = words({
  'user-journey.name': ['User journey', 'Percorso dell’utente', 'Udhëtimi i përdoruesit'],
  'user-journey.description': [
    'Walk with one person through a service, stage by stage: what they do, feel and meet, and where it hurts.',
    'Seguite una persona attraverso un servizio, fase per fase: che cosa fa, prova e incontra, e dove fatica.',
    'Ndiqni një person nëpër një shërbim, fazë pas faze: çfarë bën, ndien e has, dhe ku e ka të vështirë.',
  ],
  'user-journey.who': ['Who is on the way?', 'Chi è in cammino?', 'Kush është në rrugë?'],
  'user-journey.stage': ['Stage', 'Fase', 'Faza'],
  'user-journey.actions': ['Actions', 'Azioni', 'Veprimet'],
  'user-journey.feelings': ['Feelings', 'Emozioni', 'Ndjenjat'],
  'user-journey.touchpoints': ['Touchpoints', 'Punti di contatto', 'Pikat e kontaktit'],
  'user-journey.pain-points': ['Pain points', 'Criticità', 'Vështirësitë'],
  'user-journey.opportunities': ['Opportunities', 'Opportunità', 'Mundësitë'],
  'user-journey.step.1': ['Stage 1', 'Fase 1', 'Faza 1'],
  'user-journey.step.2': ['Stage 2', 'Fase 2', 'Faza 2'],
  'user-journey.step.3': ['Stage 3', 'Fase 3', 'Faza 3'],
  'user-journey.step.4': ['Stage 4', 'Fase 4', 'Faza 4'],
  'user-journey.step.5': ['Stage 5', 'Fase 5', 'Faza 5'],
  'user-journey.step.6': ['Stage 6', 'Fase 6', 'Faza 6'],
  'user-journey.script.1': [
    'Agree on one real person and what they want to reach. 5 min',
    'Accordatevi su una persona vera e su che cosa vuole ottenere. 5 min',
    'Bini dakord për një person të vërtetë dhe çfarë do të arrijë. 5 min',
  ],
  'user-journey.script.2': [
    'Name the stages, from the first thought to the end. 10 min',
    'Date un nome alle fasi, dal primo pensiero alla fine. 10 min',
    'Emërtoni fazat, nga mendimi i parë deri në fund. 10 min',
  ],
  'user-journey.script.3': [
    'Under each: what do they do, and whom or what do they meet? 20 min',
    'Sotto ognuna: che cosa fa, e chi o che cosa incontra? 20 min',
    'Nën secilën: çfarë bën dhe kë a çfarë has? 20 min',
  ],
  'user-journey.script.4': [
    'Draw how they feel, above or below the line. Mark what is hard. 15 min',
    'Disegnate come si sente, sopra o sotto la linea. Segnate ciò che è difficile. 15 min',
    'Vizatoni si ndihet, mbi ose nën vijë. Shënoni çfarë është e vështirë. 15 min',
  ],
  'user-journey.script.5': [
    'Where it hurts, write what could help. 10 min',
    'Dove fatica, scrivete che cosa potrebbe aiutare. 10 min',
    'Ku e ka vështirë, shkruani çfarë mund të ndihmojë. 10 min',
  ],
})
