import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const testAndLearningCardWords = words({
  'test-and-learning-card.name': [
    'Test and learning card',
    'Scheda di prova e di apprendimento',
    'Karta e provës dhe e mësimit',
  ],
  'test-and-learning-card.description': [
    'What do we believe, how will we find out, and what did we learn? One card before the test, one after.',
    'Che cosa crediamo, come lo verifichiamo e che cosa abbiamo imparato? Una scheda prima della prova, una dopo.',
    'Çfarë besojmë, si do ta provojmë dhe çfarë mësuam? Një kartë para provës, një pas saj.',
  ],
  'test-and-learning-card.test': ['Test card', 'Scheda di prova', 'Karta e provës'],
  'test-and-learning-card.learning': ['Learning card', 'Scheda di apprendimento', 'Karta e mësimit'],
  'test-and-learning-card.title': ['Name of the test', 'Nome della prova', 'Emri i provës'],
  'test-and-learning-card.due': ['By when', 'Entro quando', 'Deri kur'],
  'test-and-learning-card.person': ['Who sees to it', 'Chi se ne occupa', 'Kush kujdeset'],
  'test-and-learning-card.believe': ['We believe that', 'Crediamo che', 'Besojmë se'],
  'test-and-learning-card.verify': ['We will test by', 'Verificheremo con', 'Do ta provojmë me'],
  'test-and-learning-card.measure': ['We measure', 'Misuriamo', 'Masim'],
  'test-and-learning-card.right': ['We are right if', 'Abbiamo ragione se', 'Kemi të drejtë nëse'],
  'test-and-learning-card.critical': ['How critical', 'Criticità', 'Sa kritike'],
  'test-and-learning-card.cost': ['Cost', 'Costo', 'Kostoja'],
  'test-and-learning-card.reliability': ['Reliability', 'Affidabilità', 'Besueshmëria'],
  'test-and-learning-card.time': ['Time', 'Tempo', 'Koha'],
  'test-and-learning-card.observed': ['We observed', 'Abbiamo osservato', 'Vumë re'],
  'test-and-learning-card.learned': ['So we learned that', 'Abbiamo imparato che', 'Mësuam se'],
  'test-and-learning-card.therefore': ['Therefore we will', 'Perciò faremo', 'Prandaj do të'],
  'test-and-learning-card.script.1': [
    'What must be true for the idea to work? Choose the one you are least sure of. 5 min',
    'Che cosa deve essere vero perché l’idea funzioni? Scegliete ciò di cui siete meno sicuri. 5 min',
    'Çfarë duhet të jetë e vërtetë që ideja të ecë? Zgjidhni atë për të cilën jeni më pak të sigurt. 5 min',
  ],
  'test-and-learning-card.script.2': [
    'Find the smallest test that could prove you wrong. 5 min',
    'Trovate la prova più piccola che potrebbe smentirvi. 5 min',
    'Gjeni provën më të vogël që mund t’ju nxjerrë gabim. 5 min',
  ],
  'test-and-learning-card.script.3': [
    'Say before the test which number means “we are right”. 5 min',
    'Dite prima della prova quale numero vuol dire «abbiamo ragione». 5 min',
    'Thoni para provës cili numër do të thotë «kemi të drejtë». 5 min',
  ],
  'test-and-learning-card.script.4': [
    'After the test: what did you see, what did you learn, what follows? 5 min',
    'Dopo la prova: che cosa avete visto, imparato, che cosa ne segue? 5 min',
    'Pas provës: çfarë patë, çfarë mësuat, çfarë vijon? 5 min',
  ],
})
