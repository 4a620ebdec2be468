import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const afterActionReviewWords = words({
  'after-action-review.name': ['After-action review', 'Riesame dopo l’azione', 'Rishikimi pas veprimit'],
  'after-action-review.description': [
    'Pause and look back together: four questions, no blame, and what you will do next time.',
    'Fermatevi e guardate indietro insieme: quattro domande, nessuna colpa, e che cosa farete la prossima volta.',
    'Ndaluni e shihni pas bashkë: katër pyetje, pa faj, dhe çfarë do të bëni herën tjetër.',
  ],
  'after-action-review.expected': ['Expected', 'Previsto', 'Pritej'],
  'after-action-review.expected.hint': [
    'What should have happened?',
    'Che cosa doveva succedere?',
    'Çfarë duhej të ndodhte?',
  ],
  'after-action-review.happened': ['Happened', 'Accaduto', 'Ndodhi'],
  'after-action-review.happened.hint': [
    'What really happened? Facts',
    'Che cosa è successo davvero? Fatti',
    'Çfarë ndodhi vërtet? Fakte',
  ],
  'after-action-review.why': ['Why', 'Perché', 'Pse'],
  'after-action-review.why.hint': [
    'Where does the difference come from?',
    'Da dove viene la differenza?',
    'Nga vjen ndryshimi?',
  ],
  'after-action-review.next': ['Next', 'Prossimo', 'Më tej'],
  'after-action-review.next.hint': [
    'What do we keep, and what do we do differently?',
    'Che cosa teniamo, e che cosa facciamo diversamente?',
    'Çfarë mbajmë dhe çfarë bëjmë ndryshe?',
  ],
  'after-action-review.script.1': [
    'Say it first: we look for causes, not for someone to blame. 2 min',
    'Ditelo subito: cerchiamo le cause, non i colpevoli. 2 min',
    'Thojeni që në fillim: kërkojmë shkaqet, jo fajtorët. 2 min',
  ],
  'after-action-review.script.2': [
    'Everybody writes: what was expected, and what happened? 8 min',
    'Ognuno scrive: che cosa si prevedeva, e che cosa è accaduto? 8 min',
    'Secili shkruan: çfarë pritej dhe çfarë ndodhi? 8 min',
  ],
  'after-action-review.script.3': [
    'Where they differ, ask why, more than once. 10 min',
    'Dove differiscono chiedete perché, più di una volta. 10 min',
    'Ku ndryshojnë, pyesni pse, më shumë se një herë. 10 min',
  ],
  'after-action-review.script.4': [
    'Write what you will do next, with a name for each. 10 min',
    'Scrivete che cosa farete, con un nome per ogni cosa. 10 min',
    'Shkruani çfarë do të bëni, me një emër për secilën. 10 min',
  ],
})
