import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const objectivesTreeWords = words({
  'objectives-tree.name': ['Objectives tree', 'Albero degli obiettivi', 'Pema e objektivave'],
  'objectives-tree.description': [
    'The problem tree turned into the good state that people want: means below, ends above.',
    'L’albero dei problemi trasformato nella situazione che si vuole: sotto i mezzi, sopra i fini.',
    'Pema e problemeve e kthyer në gjendjen që duam: mjetet poshtë, synimet lart.',
  ],
  'objectives-tree.end.2': ['Overall objective', 'Obiettivo generale', 'Objektivi i përgjithshëm'],
  'objectives-tree.end.2.hint': [
    'What does all of it serve?',
    'A che cosa serve tutto questo?',
    'Kujt i shërben e gjitha kjo?',
  ],
  'objectives-tree.end.1': ['Ends', 'Fini', 'Synimet'],
  'objectives-tree.end.1.hint': [
    'What becomes better through it?',
    'Che cosa migliora grazie a esso?',
    'Çfarë përmirësohet prej tij?',
  ],
  'objectives-tree.core': ['Specific objective', 'Obiettivo specifico', 'Objektivi specifik'],
  'objectives-tree.core.hint': [
    'One state to be reached',
    'Una situazione da raggiungere',
    'Një gjendje për t’u arritur',
  ],
  'objectives-tree.means.1': ['Means', 'Mezzi', 'Mjetet'],
  'objectives-tree.means.1.hint': ['How is it reached?', 'Come ci si arriva?', 'Si arrihet?'],
  'objectives-tree.means.2': ['First means', 'Mezzi di base', 'Mjetet bazë'],
  'objectives-tree.means.2.hint': [
    'And how is that reached?',
    'E a questo come si arriva?',
    'Po kjo, si arrihet?',
  ],
  'objectives-tree.guide': ['Rules of the tree', 'Le regole dell’albero', 'Rregullat e pemës'],
  'objectives-tree.rule.1': [
    'Write the good state as if it were there: “the river is clean”.',
    'Scrivete la situazione buona come se ci fosse già: «il fiume è pulito».',
    'Shkruani gjendjen e mirë sikur të ishte: «lumi është i pastër».',
  ],
  'objectives-tree.rule.2': [
    'A state, not a task: “the pipes are in good order”, not “repair the pipes”.',
    'Una situazione, non un’attività: «le tubature sono in buono stato», non «riparare le tubature».',
    'Një gjendje, jo një punë: «tubat janë në gjendje të mirë», jo «të riparohen tubat».',
  ],
  'objectives-tree.rule.3': [
    'Can it be reached? Tick “realistic”, or write it more modestly.',
    'Si può raggiungere? Segnate «realistico», o scrivetelo più modesto.',
    'A arrihet? Shënoni «i realizueshëm» ose shkruajeni më thjesht.',
  ],
  'objectives-tree.rule.4': [
    'Arrows go from the means to the end.',
    'Le frecce vanno dal mezzo al fine.',
    'Shigjetat shkojnë nga mjeti te synimi.',
  ],
  'objectives-tree.rule.5': [
    'Is something missing? Add it. Not needed? Take it away.',
    'Manca qualcosa? Aggiungetelo. Non serve? Toglietelo.',
    'Mungon diçka? Shtojeni. S’duhet? Hiqeni.',
  ],
  'objectives-tree.script.1': [
    'Take each card of the problem tree, from the top down. 5 min',
    'Prendete ogni scheda dell’albero dei problemi, dall’alto in basso. 5 min',
    'Merrni çdo kartë të pemës së problemeve, nga lart poshtë. 5 min',
  ],
  'objectives-tree.script.2': [
    'Write it as a good state that can be reached. 10 min',
    'Riscrivetela come situazione buona e raggiungibile. 10 min',
    'Shkruajeni si gjendje të mirë që arrihet. 10 min',
  ],
  'objectives-tree.script.3': [
    'Connect means and ends; does each step lead to the next? 10 min',
    'Collegate mezzi e fini; ogni passo porta al seguente? 10 min',
    'Lidhni mjetet me synimet; a çon çdo hap te tjetri? 10 min',
  ],
  'objectives-tree.script.4': [
    'Choose the branch that you can work on together. 5 min',
    'Scegliete il ramo su cui potete lavorare insieme. 5 min',
    'Zgjidhni degën ku mund të punoni bashkë. 5 min',
  ],
})
