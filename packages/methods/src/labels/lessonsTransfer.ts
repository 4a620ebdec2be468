import { words } from './words.ts'

/** After URBACT's understand – adapt – re-use; Italian and Albanian not yet read by native speakers. */
export const lessonsTransferWords = words({
  'lessons-transfer.name': ['Lessons transfer', 'Trasferire le lezioni', 'Bartja e mësimeve'],
  'lessons-transfer.description': [
    'What worked elsewhere, made to fit here: understand, adapt, re-use. Not copy and paste.',
    'Ciò che ha funzionato altrove, adattato a qui: capire, adattare, riusare. Non copia e incolla.',
    'Ajo që eci diku tjetër, e përshtatur këtu: kupto, përshtat, ripërdor. Jo kopjo-ngjit.',
  ],
  'lessons-transfer.understand': ['Understand', 'Capire', 'Kupto'],
  'lessons-transfer.adapt': ['Adapt', 'Adattare', 'Përshtat'],
  'lessons-transfer.reuse': ['Re-use', 'Riusare', 'Ripërdor'],
  'lessons-transfer.worked': ['What made it work', 'Che cosa l’ha fatto funzionare', 'Çfarë e bëri të ecë'],
  'lessons-transfer.specific': [
    'What was specific there',
    'Che cosa era particolare là',
    'Çfarë ishte e veçantë atje',
  ],
  'lessons-transfer.differs': ['What differs here', 'Che cosa è diverso qui', 'Çfarë ndryshon këtu'],
  'lessons-transfer.keep': ['Keep', 'Tenere', 'Mbaj'],
  'lessons-transfer.change': ['Change', 'Cambiare', 'Ndrysho'],
  'lessons-transfer.drop': ['Drop', 'Lasciare', 'Lër'],
  'lessons-transfer.partners': ['Partners we need', 'Partner che servono', 'Partnerët që duhen'],
  'lessons-transfer.first-step': ['The first small step', 'Il primo piccolo passo', 'Hapi i parë i vogël'],
  'lessons-transfer.script.1': [
    'Let somebody who was there tell the story. 10 min',
    'Fate raccontare la storia a qualcuno che c’era. 10 min',
    'Le ta tregojë historinë dikush që ka qenë aty. 10 min',
  ],
  'lessons-transfer.script.2': [
    'Write what made it work, and what was there that is not here. 15 min',
    'Scrivete che cosa l’ha fatto funzionare e che cosa c’era là che qui non c’è. 15 min',
    'Shkruani çfarë e bëri të ecë dhe çfarë kishte atje që s’është këtu. 15 min',
  ],
  'lessons-transfer.script.3': [
    'For each part: keep it, change it or drop it? 15 min',
    'Per ogni parte: tenerla, cambiarla o lasciarla? 15 min',
    'Për çdo pjesë: ta mbani, ta ndryshoni a ta lini? 15 min',
  ],
  'lessons-transfer.script.4': [
    'Whom do you need? Who would be against it, and why? 10 min',
    'Di chi avete bisogno? Chi sarebbe contrario, e perché? 10 min',
    'Kush ju duhet? Kush do të ishte kundër dhe pse? 10 min',
  ],
  'lessons-transfer.script.5': [
    'Agree on one small step, a name and a date. 10 min',
    'Accordatevi su un piccolo passo, un nome e una data. 10 min',
    'Bini dakord për një hap të vogël, një emër dhe një datë. 10 min',
  ],
})
