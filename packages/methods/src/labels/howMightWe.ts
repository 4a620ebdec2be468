import { words } from './words.ts'

/** After the prompts of the d.school; Italian and Albanian not yet read by native speakers. */
export const howMightWeWords = words({
  'how-might-we.name': ['How might we', 'Come potremmo', 'Si mund të'],
  'how-might-we.description': [
    'Turn a problem into questions that invite many answers, and choose the best ones.',
    'Trasformate un problema in domande che aprono a molte risposte, e scegliete le migliori.',
    'Kthejeni problemin në pyetje që ftojnë shumë përgjigje dhe zgjidhni më të mirat.',
  ],
  'how-might-we.prompt': [
    'The problem, and the people it concerns',
    'Il problema, e le persone che riguarda',
    'Problemi dhe njerëzit që prek',
  ],
  'how-might-we.wall': ['How might we…?', 'Come potremmo…?', 'Si mund të…?'],
  'how-might-we.clusters': ['Themes', 'Temi', 'Temat'],
  'how-might-we.cluster.1': ['Theme 1', 'Tema 1', 'Tema 1'],
  'how-might-we.cluster.2': ['Theme 2', 'Tema 2', 'Tema 2'],
  'how-might-we.cluster.3': ['Theme 3', 'Tema 3', 'Tema 3'],
  'how-might-we.cluster.4': ['Theme 4', 'Tema 4', 'Tema 4'],
  'how-might-we.parking': ['Parking lot', 'Parcheggio idee', 'Ide për më vonë'],
  'how-might-we.parking.hint': [
    'Too broad or too narrow',
    'Troppo ampie o troppo strette',
    'Tepër të gjera ose tepër të ngushta',
  ],
  'how-might-we.turns': ['Turn the problem around', 'Rigirate il problema', 'Kthejeni problemin nga çdo anë'],
  'how-might-we.turn.1': [
    'Strengthen what is good',
    'Rafforzate ciò che va bene',
    'Forconi atë që është e mirë',
  ],
  'how-might-we.turn.2': ['Take away what is bad', 'Togliete ciò che va male', 'Hiqni atë që është e keqe'],
  'how-might-we.turn.3': ['Try the opposite', 'Provate il contrario', 'Provoni të kundërtën'],
  'how-might-we.turn.4': [
    'Question what we take for granted',
    'Mettete in dubbio ciò che date per scontato',
    'Vini në dyshim atë që merrni si të mirëqenë',
  ],
  'how-might-we.turn.5': [
    'How should it feel? Easy, safe, fair…',
    'Come dovrebbe essere? Facile, sicuro, giusto…',
    'Si duhet të ndihet? Lehtë, e sigurt, e drejtë…',
  ],
  'how-might-we.turn.6': [
    'Use what nobody thought of',
    'Usate risorse a cui nessuno ha pensato',
    'Përdorni burime që s’i ka menduar kush',
  ],
  'how-might-we.turn.7': ['What is it like?', 'A che cosa somiglia?', 'Me çfarë ngjan?'],
  'how-might-we.turn.8': [
    'See it through other people’s eyes',
    'Guardatelo con gli occhi di altri',
    'Shiheni me sytë e të tjerëve',
  ],
  'how-might-we.turn.9': [
    'Change how things are today',
    'Cambiate lo stato delle cose',
    'Ndryshoni gjendjen e sotme',
  ],
  'how-might-we.turn.10': [
    'Break it into smaller parts',
    'Dividetelo in parti più piccole',
    'Ndajeni në pjesë më të vogla',
  ],
  'how-might-we.script.1': [
    'Write at the top what the problem is, and for whom. 5 min',
    'Scrivete in alto qual è il problema, e per chi. 5 min',
    'Shkruani lart cili është problemi dhe për kë. 5 min',
  ],
  'how-might-we.script.2': [
    'Everybody alone: one question on each note, “How might we…?”. Use the list below. 15 min',
    'Ognuno da solo: una domanda per nota, «Come potremmo…?». Aiutatevi con l’elenco qui sotto. 15 min',
    'Secili vetë: një pyetje për çdo shënim, «Si mund të…?». Përdorni listën më poshtë. 15 min',
  ],
  'how-might-we.script.3': [
    'Read all aloud. Too broad or too narrow? Write it again, or put it aside. 15 min',
    'Leggete tutto ad alta voce. Troppo ampia o troppo stretta? Riscrivetela o mettetela da parte. 15 min',
    'Lexojini të gjitha me zë. Tepër e gjerë ose e ngushtë? Rishkruajeni ose lëreni mënjanë. 15 min',
  ],
  'how-might-we.script.4': [
    'Move alike questions into a theme and name it. 15 min',
    'Mettete le domande simili in un tema e dategli un nome. 15 min',
    'Vendosni pyetjet e ngjashme në një temë dhe emërtojeni. 15 min',
  ],
  'how-might-we.script.5': [
    'Choose the two or three questions to work on. 10 min',
    'Scegliete le due o tre domande su cui lavorare. 10 min',
    'Zgjidhni dy ose tri pyetje për të punuar. 10 min',
  ],
})
