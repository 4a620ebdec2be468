import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const impactEffortWords = words({
  'impact-effort.name': ['Impact and effort', 'Impatto e impegno', 'Ndikimi dhe përpjekja'],
  'impact-effort.description': [
    'Which ideas change much for little work? Place each one, and see what to begin with.',
    'Quali idee cambiano molto con poco lavoro? Collocatele una per una e vedete da dove cominciare.',
    'Cilat ide ndryshojnë shumë me pak punë? Vendosini një nga një dhe shihni nga t’ia filloni.',
  ],
  'impact-effort.quick-wins': ['Quick wins', 'Vittorie rapide', 'Fitore të shpejta'],
  'impact-effort.quick-wins.hint': [
    'Much change, little work: do these first',
    'Molto cambiamento, poco lavoro: cominciate da qui',
    'Shumë ndryshim, pak punë: filloni këtu',
  ],
  'impact-effort.big-projects': ['Big projects', 'Grandi progetti', 'Projekte të mëdha'],
  'impact-effort.big-projects.hint': [
    'Worth it: plan, and find partners',
    'Ne vale la pena: pianificate e cercate partner',
    'Ia vlen: planifikoni dhe gjeni partnerë',
  ],
  'impact-effort.fill-ins': ['Fill-ins', 'Riempitivi', 'Punë plotësuese'],
  'impact-effort.fill-ins.hint': ['When there is time left', 'Quando avanza tempo', 'Kur mbetet kohë'],
  'impact-effort.not-now': ['Not now', 'Non ora', 'Jo tani'],
  'impact-effort.not-now.hint': [
    'Much work, little change',
    'Molto lavoro, poco cambiamento',
    'Shumë punë, pak ndryshim',
  ],
  'impact-effort.impact': ['Impact', 'Impatto', 'Ndikimi'],
  'impact-effort.impact.low': ['small', 'piccolo', 'i vogël'],
  'impact-effort.impact.high': ['great', 'grande', 'i madh'],
  'impact-effort.effort': ['Effort', 'Impegno', 'Përpjekja'],
  'impact-effort.effort.low': ['small', 'piccolo', 'e vogël'],
  'impact-effort.effort.high': ['great', 'grande', 'e madhe'],
  'impact-effort.inbox': ['Ideas', 'Idee', 'Ide'],
  'impact-effort.script.1': [
    'Bring the ideas, one on each note; at most twenty. 3 min',
    'Portate le idee, una per nota; al massimo venti. 3 min',
    'Sillni idetë, një për çdo shënim; deri në njëzet. 3 min',
  ],
  'impact-effort.script.2': [
    'First up and down: how much would it change for people? 5 min',
    'Prima in verticale: quanto cambierebbe per le persone? 5 min',
    'Së pari lart e poshtë: sa do të ndryshonte për njerëzit? 5 min',
  ],
  'impact-effort.script.3': [
    'Then left and right: how much money, time and consent does it need? 5 min',
    'Poi in orizzontale: quanto denaro, tempo e consenso richiede? 5 min',
    'Pastaj majtas e djathtas: sa para, kohë dhe miratim kërkon? 5 min',
  ],
  'impact-effort.script.4': [
    'Compare neighbours. Where you do not agree, ask for the reasons. 5 min',
    'Confrontate le vicine. Dove non siete d’accordo, chiedete le ragioni. 5 min',
    'Krahasoni fqinjët. Ku s’jeni dakord, pyesni për arsyet. 5 min',
  ],
})
