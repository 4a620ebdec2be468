import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const helixMapWords = words({
  'helix-map.name': ['Helix map', 'Mappa dell’elica', 'Harta e spirales'],
  'helix-map.description': [
    'Which sectors carry the challenge together? What each partner gives and needs, and which role is still empty.',
    'Quali settori portano insieme la sfida? Che cosa offre e chiede ogni partner, e quale ruolo è ancora vuoto.',
    'Cilët sektorë e mbajnë bashkë sfidën? Çfarë jep e kërkon çdo partner dhe cili rol është ende bosh.',
  ],
  'helix-map.private': ['Private sector', 'Settore privato', 'Sektori privat'],
  'helix-map.ngo': ['NGOs', 'Terzo settore', 'Shoqëria civile'],
  'helix-map.university': ['University', 'Università', 'Universiteti'],
  'helix-map.public': ['Municipality', 'Comune', 'Bashkia'],
  'helix-map.citizens': ['Citizens', 'Cittadini', 'Qytetarët'],
  'helix-map.challenge': ['The challenge', 'La sfida', 'Sfida'],
  'helix-map.circles.3': ['Three circles', 'Tre cerchi', 'Tre rrathë'],
  'helix-map.circles.4': ['Four circles', 'Quattro cerchi', 'Katër rrathë'],
  'helix-map.circles.5': ['Five circles', 'Cinque cerchi', 'Pesë rrathë'],
  'helix-map.card': ['On each card', 'Su ogni scheda', 'Në çdo kartë'],
  'helix-map.card.1': ['Name of the partner', 'Nome del partner', 'Emri i partnerit'],
  'helix-map.card.2': ['Gives: …', 'Offre: …', 'Jep: …'],
  'helix-map.card.3': ['Needs: …', 'Chiede: …', 'Kërkon: …'],
  'helix-map.card.4': ['Commits to: …', 'Si impegna a: …', 'Angazhohet për: …'],
  'helix-map.card.5': [
    'An empty circle is a gap: whom will you ask?',
    'Un cerchio vuoto è una lacuna: a chi chiederete?',
    'Një rreth bosh është mungesë: kë do të pyesni?',
  ],
  'helix-map.script.1': [
    'Write the challenge in the middle. 5 min',
    'Scrivete la sfida al centro. 5 min',
    'Shkruani sfidën në mes. 5 min',
  ],
  'helix-map.script.2': [
    'Put each partner into the circle of their sector; who is both stands where circles meet. 10 min',
    'Mettete ogni partner nel cerchio del suo settore; chi è di due sta dove i cerchi si incontrano. 10 min',
    'Vendosni çdo partner në rrethin e sektorit të vet; kush është në dy, aty ku takohen rrathët. 10 min',
  ],
  'helix-map.script.3': [
    'On each card: what do they give, and what do they need? 15 min',
    'Su ogni scheda: che cosa offre e di che cosa ha bisogno? 15 min',
    'Në çdo kartë: çfarë jep dhe çfarë kërkon? 15 min',
  ],
  'helix-map.script.4': [
    'Which circle is empty? Who could fill it, and who asks them? 10 min',
    'Quale cerchio è vuoto? Chi potrebbe riempirlo, e chi glielo chiede? 10 min',
    'Cili rreth është bosh? Kush mund ta plotësojë dhe kush i pyet? 10 min',
  ],
  'helix-map.script.5': [
    'Write what each one promises to do next. 5 min',
    'Scrivete che cosa promette di fare ciascuno. 5 min',
    'Shkruani çfarë premton të bëjë secili. 5 min',
  ],
})
